using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Analytics.Paths;
using Portal.Domain.Shared.Text;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics.Matching;
using Portal.Infrastructure.Analytics.Paths;

namespace Portal.Features.Analytics.Paths;

/// <summary>What people do after, or did before, a page or an event.</summary>
public sealed partial class PathsPage(PathQueries paths, KnownEvents known, NavigationManager address)
{
    private static readonly SelectOption<PathDirection>[] Directions = [new(PathDirection.After, "What comes after"),
        new(PathDirection.Before, "What came before")];
    private static readonly SelectOption<PathSteps>[] StepKinds = [new(PathSteps.Pages, "Pages"), new(PathSteps.Events, "Events"),
        new(PathSteps.Both, "Both")];

    private PathQuestion _question = PathParameters.Read(null, null, null);
    private PathQuestion _shown = PathParameters.Read(null, null, null);
    private IReadOnlyList<string> _events = [];
    private IReadOnlyList<string> _paths = [];
    private PathReport? _report;
    private DateTimeOffset? _at;
    private long? _tooMany;
    private bool _table;

    [SupplyParameterFromQuery(Name = PathParameters.Node)] public string? NodeInAddress { get; set; }

    [SupplyParameterFromQuery(Name = PathParameters.Direction)] public string? DirectionInAddress { get; set; }

    [SupplyParameterFromQuery(Name = PathParameters.Steps)] public string? StepsInAddress { get; set; }

    protected override object Asked => (NodeInAddress, DirectionInAddress, StepsInAddress);

    private string Title => (_shown.Anchor, _shown.Direction) switch
    {
        (null, PathDirection.After) => "From the start of the session",
        (null, _) => "Up to the end of the session",
        ({ } node, PathDirection.After) => $"After {PathLabels.Node(node)}",
        ({ } node, _) => $"Before {PathLabels.Node(node)}",
    };

    private string? Beside =>
        _report is null ? null : $"{NumberFormat.Count(_report.Sessions, "session", "sessions")}, as of {Clock.Second(_at!.Value)}";

    private string Label =>
        $"{Title}: {NumberFormat.Count(_report!.Sessions, "session", "sessions")}, most often "
            + $"{PathLabels.Place(_report.Levels[1].MaxBy(step => step.Sessions)!, _shown.Direction)}";

    private string Nothing =>
        _shown.Anchor is null ? "Where sessions go, step by step, appears here." : "No session of these days was there.";

    protected override void Arrange() => _question = PathParameters.Read(NodeInAddress, DirectionInAddress, StepsInAddress);

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var question = _question;
        _events = await known.NamesAsync(Current.TenantId, Range, cancellationToken);
        _paths = await known.PathsAsync(Current.TenantId, Range, cancellationToken);
        var (report, at, tooMany) = await paths.FindAsync(Current.TenantId, question, Range, cancellationToken) switch
        {
            PathAnswer.Counted(var counted, var then) => (counted, (DateTimeOffset?)then, (long?)null),
            PathAnswer.TooMany(var max) => ((PathReport?)null, (DateTimeOffset?)null, max),
            _ => throw new InvalidOperationException("Paths ended in a way this page does not know."),
        };

        // At once, so that what is shown and what it is about always belong together.
        (_shown, _report, _at, _tooMany) = (question, report is { Sessions: > 0 } ? report : null, at, tooMany);
        return tooMany is not null || _report is not null;
    }

    private string Address(PathQuestion question) =>
        RangeParameters.With(PortalUrls.AnalyticsPage(Current.Slug, "paths"), Range, PathParameters.Write(question));

    private void Go(PathQuestion question) => address.NavigateTo(Address(question), replace: true);
}
