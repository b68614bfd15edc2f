using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Traffic;

/// <summary>How visitors came: channels, and below each its sources, media and campaigns.</summary>
public sealed partial class SourcesPage(SourceQueries sources)
{
    private SourceLevel _level = new();
    private IReadOnlyList<Breadcrumb> _crumbs = [];
    private IReadOnlyList<DataColumn<BreakdownRow>> _columns = [];

    [SupplyParameterFromQuery(Name = TrafficDimensions.Channel)] public string? ChannelInAddress { get; set; }

    [SupplyParameterFromQuery(Name = TrafficDimensions.Source)] public string? SourceInAddress { get; set; }

    [SupplyParameterFromQuery(Name = TrafficDimensions.Medium)] public string? MediumInAddress { get; set; }

    protected override object Asked => (ChannelInAddress, SourceInAddress, MediumInAddress);

    private string Export => Link(PortalUrls.AnalyticsExport(Current.Slug, "sources"), _level);

    protected override void Arrange()
    {
        _level = new(ChannelInAddress, SourceInAddress, MediumInAddress);
        _crumbs = [.. Crumbs()];
        _columns = TrafficList.Columns(_level.Dimension, Current.Currency, Below(_level) is null ? null : Name);
    }

    private Task<TablePage<BreakdownRow>> LoadListAsync(TableQuery query, CancellationToken cancellationToken) =>
        sources.ListAsync(Current.TenantId, Range, _level, query, cancellationToken);

    private IEnumerable<Breadcrumb> Crumbs()
    {
        var page = PortalUrls.AnalyticsPage(Current.Slug, "sources");
        yield return new("Sources", Link(page, new()));
        if (_level.Channel is { } channel)
            yield return new(DimensionLabels.Value(TrafficDimensions.Channel, channel),
                _level.Source is null ? null : Link(page, new(channel)));
        if (_level.Source is { } source)
            yield return new(DimensionLabels.Value(TrafficDimensions.Source, source),
                _level.Medium is null ? null : Link(page, new(_level.Channel, source)));
        if (_level.Medium is { } medium)
            yield return new(DimensionLabels.Value(TrafficDimensions.Medium, medium));
    }

    private RenderFragment Name(BreakdownRow row) => builder =>
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", Link(PortalUrls.AnalyticsPage(Current.Slug, "sources"), Below(_level)!(row.Value)));
        builder.AddContent(2, DimensionLabels.Value(_level.Dimension, row.Value));
        builder.CloseElement();
    };

    private string Link(string address, SourceLevel level) => RangeParameters.With(
        address, Range, (TrafficDimensions.Channel, level.Channel), (TrafficDimensions.Source, level.Source),
        (TrafficDimensions.Medium, level.Medium));

    private static Func<string, SourceLevel>? Below(SourceLevel level) => level switch
    {
        { Channel: null } => value => new(value),
        { Source: null } => value => level with { Source = value },
        { Medium: null } => value => level with { Medium = value },
        _ => null,
    };
}
