using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Imports;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Events.Rows;
using Portal.Infrastructure.Imports;

namespace Portal.Features.Imports;

/// <summary>One import: what its columns mean, how far it is, and what became of its rows.</summary>
public sealed partial class ImportPage(
    ImportQueries imports, StartImport start, RetryRejected retry, StoreRights rights, SignedInName person, NavigationManager address,
    Toasts toasts, StoreFeeds feeds) : IDisposable
{
    private const int MaxReasons = 20;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _left = new();
    private CancellationToken _leaving;
    private IDisposable? _following;
    private ImportStatus? _import;
    private ImportKind? _kind;
    private ImportPreview? _preview;
    private Dictionary<string, string> _mapping = [];
    private MappingForm _settings = new();
    private IReadOnlyList<RejectionReason> _reasons = [];
    private string? _problem;
    private bool _isMissing;
    private bool _starting;

    [Parameter] public string Store { get; set; } = "";

    [Parameter] public Guid ImportId { get; set; }

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    private bool CanStart => _import is { State: "uploaded" } or { IsDryRun: true, IsOpen: false };

    private string? Context =>
        _import is null ? null
        : $"{_kind?.Label}, uploaded {StoreClock.For(Current.TimeZone).Full(_import.CreatedAt)} by {_import.CreatedBy}";

    public void Dispose()
    {
        _following?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }

    // Taken while the source is there: what still runs when the page is left may ask for it.
    protected override void OnInitialized() => _leaving = _left.Token;

    protected override async Task OnParametersSetAsync()
    {
        if (_import?.Id == ImportId)
            return;
        await ReadAsync();
        if (_import is null || _kind is null)
            return;
        _mapping = new((_import.Mapping ?? await imports.MappingAsync(Current.TenantId, _kind, _import.Headers, _leaving)).ToDictionary());
        _settings = MappingForm.Of(_import.Settings);
        if (CanStart || _import.IsDryRun)
            _preview = await imports.PreviewAsync(Current.TenantId, ImportId, _import.Settings, _leaving);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _following = feeds.Repeat(Current.TenantId, Look, FollowAsync);
    }

    private async Task ReadAsync()
    {
        _import = await imports.FindAsync(Current.TenantId, ImportId, _leaving);
        _kind = ImportKinds.Find(_import?.Kind);
        _isMissing = _import is null;
        _reasons = _import is not { RowsRejected: > 0, IsOpen: false } ? []
            : await imports.ReasonsAsync(Current.TenantId, ImportId, MaxReasons, _leaving);
    }

    private async Task FollowAsync()
    {
        if (_import is not { IsOpen: true })
            return;
        try
        {
            await InvokeAsync(async () =>
            {
                await ReadAsync();
                StateHasChanged();
            });
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
    }

    private async Task StartAsync(bool isDryRun)
    {
        var mapping = _mapping.Where(pair => pair.Value.Length > 0).ToDictionary();
        var settings = _settings.ToSettings();
        _problem = ColumnMapping.Check(mapping, _import!.Headers, _kind!.Fields) ?? settings.Problem();
        var outcome = isDryRun ? $"try {_import.FileName} out and change nothing" : $"import {_import.FileName}";
        if (_starting || _problem is not null || !await MayAsync(outcome))
            return;

        _starting = true;
        try
        {
            if (!await start.RunAsync(Current.TenantId, ImportId, mapping, settings, isDryRun, CancellationToken.None))
                toasts.Failure("The import has begun already");
            await ReadAsync();
        }
        finally
        {
            _starting = false;
        }
    }

    private async Task RetryAsync()
    {
        if (await MayAsync("import the rejected rows again")
            && await retry.RunAsync(Current.TenantId, ImportId, await person.FindAsync()) is { } again)
            address.NavigateTo(PortalUrls.Import(Current.Slug, again));
    }

    private async Task CancelAsync()
    {
        if (await MayAsync("cancel the import"))
        {
            await start.CancelAsync(Current.TenantId, ImportId, CancellationToken.None);
            await ReadAsync();
        }
    }

    private Task<bool> MayAsync(string outcome) => rights.MayChangeAsync(Current, ImportPolicies.CanManage, outcome);
}
