using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Imports;
using Portal.Infrastructure.Shared.Spooling;

namespace Portal.Features.Imports;

/// <summary>Takes a file in, and lists the imports so far.</summary>
public sealed partial class ImportsPage(
    ImportQueries imports, PortalDatabase database, UploadLimits limits, Spools spools, StoreRights rights, NavigationManager address,
    TimeProvider time, SignedInName person) : IDisposable
{
    private static readonly IReadOnlyList<SelectOption<string>> Kinds = [
        .. ImportKinds.All.Select(kind => new SelectOption<string>(kind.Name, kind.Label))];

    private readonly UploadForm _form = new();
    private readonly CancellationTokenSource _leaving = new();
    private FormErrors _errors = null!;
    private DataTable<ImportStatus> _table = null!;
    private IReadOnlyList<DataColumn<ImportStatus>> _columns = [];
    private IBrowserFile? _file;
    private string? _problem;
    private bool _uploading;
    private double? _share;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnParametersSet() => _columns = ImportColumns.For(Current);

    private Task<TablePage<ImportStatus>> LoadAsync(TableQuery query, CancellationToken cancellationToken) =>
        imports.ListAsync(Current.TenantId, query, cancellationToken);

    private async Task UploadAsync()
    {
        _problem = _file is null ? "Choose a file." : _file.Size > ImportUpload.LargestFile ? "The file is larger than 512 MB."
            : _file.Size == 0 ? "The file is empty." : null;
        if (_uploading || _problem is not null)
            return;
        if (!await rights.MayChangeAsync(Current, ImportPolicies.CanManage, $"upload {_file!.Name} and show what its columns mean"))
            return;

        _uploading = true;
        try
        {
            await SaveAsync(_file!, _leaving.Token);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // the page was left
        }
        catch (OperationCanceledException)
        {
            _problem = $"The file did not arrive within {limits.MaxTime.TotalMinutes:0} minutes.";
        }
        finally
        {
            (_uploading, _share) = (false, null);
        }
    }

    private async Task SaveAsync(IBrowserFile file, CancellationToken left)
    {
        var admission = await limits.EnterAsync(Current.TenantId, file.Size, left);
        if (admission is not UploadAdmission.Admitted admitted)
        {
            _problem = UploadRefusal.Reason(admission);
            return;
        }

        // The browser is waited for without a connection to the database.
        using var entered = admitted;
        await using var spool = spools.Create();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(left);
        patience.CancelAfter(limits.MaxTime);
        await using (var content = new MeasuredStream(
            file.OpenReadStream(ImportUpload.LargestFile, patience.Token), read => Show((double)read / file.Size)))
            await spool.FillAsync(content, ImportUpload.LargestFile, patience.Token);
        spool.Complete();
        await using var upload = await ImportUpload.BeginAsync(database, Current.TenantId, left);
        await upload.AddAsync(spool.OpenRead(), left);
        var preview = await ReadAsync(upload);
        if (preview is null || !await rights.AllowAsync(Current, ImportPolicies.CanManage))
            return; // an upload may take longer than the right to it

        var kind = ImportKinds.Find(_form.Kind)!;
        await upload.FinishAsync(new(kind, file.Name, null, new(), IsDryRun: true, await person.FindAsync(), IsReady: false), preview,
            time.GetUtcNow(), CancellationToken.None);
        address.NavigateTo(PortalUrls.Import(Current.Slug, upload.Id));
    }

    private async Task<ImportPreview?> ReadAsync(ImportUpload upload)
    {
        try
        {
            var preview = await upload.PreviewAsync(new(), imports.Limits, CancellationToken.None);
            _problem = preview is null ? "The file is empty." : null;
            return preview;
        }
        catch (InvalidDataException exception)
        {
            _problem = "The file cannot be read: " + exception.Message;
            return null;
        }
    }

    // The file is read on whatever thread its bytes come.
    private void Show(double share)
    {
        if (share - (_share ?? 0) < 0.02)
            return;
        _share = share;
        _ = InvokeAsync(StateHasChanged);
    }

    private sealed class UploadForm
    {
        public string Kind { get; set; } = ImportKinds.All[0].Name;
    }
}
