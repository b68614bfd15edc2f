using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics.Matching;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Infrastructure.Analytics.Matching;

namespace Portal.Features.Analytics.Funnels;

/// <summary>How far people come on the way to something: the shop's own funnel, or any that a person puts together.</summary>
public sealed partial class FunnelsPage(
    FunnelQueries funnels, ShopFunnelQueries shop, SavedFunnelQueries library, KnownEvents known, FunnelChanges changes, StoreRights rights,
    NavigationManager address)
{
    private IReadOnlyList<SavedFunnel> _library = [];
    private IReadOnlyList<string> _events = [];
    private IReadOnlyList<string> _paths = [];
    private IReadOnlyList<string> _names = ShopFunnelQueries.Steps;
    private FunnelDraft _draft = new(FunnelDraft.Default);
    private (FunnelDefinition Definition, string? Saved) _arranged = (FunnelDraft.Default, null);
    private FunnelDefinition? _definition;
    private SavedFunnel? _saved;
    private FunnelBreakdown _by;
    private FieldErrors _errors = new();
    private FunnelFigures? _figures;
    private DateTimeOffset? _at;
    private long? _tooMany;
    private bool _counting, _mayEdit, _naming, _seesPeople;

    [SupplyParameterFromQuery(Name = FunnelParameters.Step)] public string[]? StepsInAddress { get; set; }

    [SupplyParameterFromQuery(Name = FunnelParameters.Window)] public string? WindowInAddress { get; set; }

    [SupplyParameterFromQuery(Name = FunnelParameters.By)] public string? ByInAddress { get; set; }

    [SupplyParameterFromQuery(Name = FunnelParameters.Saved)] public string? SavedInAddress { get; set; }

    [SupplyParameterFromQuery(Name = FunnelParameters.Stopped)] public string? StoppedInAddress { get; set; }

    protected override object Asked => (string.Join('\n', StepsInAddress ?? []), WindowInAddress, ByInAddress, SavedInAddress);

    private int Stopped =>
        int.TryParse(StoppedInAddress, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step >= 1 && step <= _names.Count
            ? step
            : 1;

    private string Unit => _definition is null ? "sessions" : "people";

    private string Finish =>
        _definition is null ? "end with an order" : $"take every step within {WindowFormatter.Words(_definition.Window)}";

    private string ResultTitle => _saved?.Name ?? (_definition is null ? "Shop funnel" : "Funnel");

    private string? Beside => _definition is null ? "by sessions" : _at is { } at ? $"as of {Clock.Second(at)}" : null;

    private bool IsAsKept => _saved is not null && FunnelDraft.AreSame(_saved.Definition, _draft.Definition);

    private string EmptyText =>
        _errors.None ? "How many visits get to an order, step by step, appears here." : "Correct the steps to count them.";

    private IReadOnlyList<TabLink> TabItems =>
    [
        new("Shop funnel", FunnelParameters.Page(Current.Slug, Range), _definition is null && _saved is null && _errors.None),
        .. _library.Select(funnel => new TabLink(funnel.Name, FunnelParameters.Of(Current.Slug, Range, funnel.Id),
            funnel.Id == _saved?.Id)),
        .. _definition is not null && _saved is null
            ? [new TabLink("New funnel", FunnelParameters.Of(Current.Slug, Range, _definition, null), true)] : Array.Empty<TabLink>(),
    ];

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _counting = true;
        try
        {
            _mayEdit = await rights.AllowAsync(Current, AnalyticsPolicies.CanEdit);
            _seesPeople = await rights.AllowAsync(Current, AnalyticsPolicies.CanSeePersonalData);
            _library = await library.ListAsync(Current.TenantId, cancellationToken);
            var definition = Choose();
            _events = await known.NamesAsync(Current.TenantId, Range, cancellationToken);
            _paths = await known.PathsAsync(Current.TenantId, Range, cancellationToken);
            return await CountAsync(definition, cancellationToken);
        }
        finally
        {
            _counting = false;
        }
    }

    // The steps of the address, else those of the kept funnel it names, else none: then the shop's own funnel is shown.
    private FunnelDefinition? Choose()
    {
        _errors = new();
        _saved = _library.FirstOrDefault(funnel => funnel.Id.ToString() == SavedInAddress);
        var definition = StepsInAddress is { Length: > 0 } steps ? FunnelFormatter.Read(steps, WindowInAddress, ByInAddress, _errors)
            : _saved?.Definition;
        if (definition is not null && !_seesPeople)
            _errors.AddAll(definition.CheckForReaderWithoutPeople());
        if (_errors.None)
            Redraft(definition ?? FunnelDraft.Default);
        return definition;
    }

    // What a person writes stays while the same funnel is only read again.
    private void Redraft(FunnelDefinition wanted)
    {
        if (SavedInAddress == _arranged.Saved && FunnelDraft.AreSame(_arranged.Definition, wanted))
            return;
        _arranged = (wanted, SavedInAddress);
        if (!FunnelDraft.AreSame(_draft.Definition, wanted))
            _draft = new(wanted);
    }

    private async Task<bool> CountAsync(FunnelDefinition? definition, CancellationToken cancellationToken)
    {
        var by = definition?.Breakdown ?? FunnelFormatter.ReadBreakdown(ByInAddress);
        var (figures, at, tooMany) = !_errors.None ? (null, null, null)
            : definition is null ? (await shop.FindAsync(Current.TenantId, Range, by, cancellationToken), null, null)
            : await funnels.FindAsync(Current.TenantId, definition, Range, cancellationToken) switch
            {
                FunnelAnswer.Counted(var counted, var then) => (counted, (DateTimeOffset?)then, (long?)null),
                FunnelAnswer.TooMany(var max) => ((FunnelFigures?)null, (DateTimeOffset?)null, max),
                _ => throw new InvalidOperationException("A funnel ended in a way this page does not know."),
            };

        // At once, so that names and figures shown always belong together.
        (_definition, _by, _figures, _at, _tooMany) = (definition, by, figures, at, tooMany);
        _names = definition is null ? ShopFunnelQueries.Steps : [.. definition.Steps.Select(EventMatchLabels.Match)];
        return tooMany is not null || figures is { Steps: [{ People: > 0 }, ..] };
    }

    private async Task CountAsync()
    {
        _errors = _draft.Definition.Check();
        if (_errors.None)
            await GoAsync(FunnelParameters.Of(Current.Slug, Range, _draft.Definition, _saved?.Id));
    }

    private void Name()
    {
        _errors = _draft.Definition.Check();
        _naming = _errors.None;
    }

    private async Task<FieldErrors> SaveNewAsync(string? name)
    {
        var (saved, errors) = await changes.SaveAsync(Current, null, name, _draft.Definition);
        if (saved is { } id)
        {
            _naming = false;
            await GoAsync(FunnelParameters.Of(Current.Slug, Range, id));
        }

        return errors;
    }

    private async Task SaveChangesAsync()
    {
        var (saved, errors) = await changes.SaveAsync(Current, _saved!.Id, _saved.Name, _draft.Definition);
        _errors = errors;
        if (saved is { } id)
            await GoAsync(FunnelParameters.Of(Current.Slug, Range, id));
    }

    private async Task DeleteAsync()
    {
        if (await changes.DeleteAsync(Current, _saved!))
            await GoAsync(FunnelParameters.Page(Current.Slug, Range));
    }

    private string StoppedHref(int step) => address.GetUriWithQueryParameter(FunnelParameters.Stopped, step);

    // Where the address stays the same, what is asked may still have changed.
    private Task GoAsync(string to)
    {
        if (address.ToAbsoluteUri(to).AbsoluteUri == address.Uri)
            return LoadAsync();
        address.NavigateTo(to, replace: true);
        return Task.CompletedTask;
    }
}
