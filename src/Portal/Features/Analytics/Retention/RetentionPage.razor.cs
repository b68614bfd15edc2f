using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Analytics.Retention;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Retention;

/// <summary>Whether people come, or order, again.</summary>
public sealed partial class RetentionPage(RetentionQueries retention, NavigationManager address)
{
    private static readonly SelectOption<RetentionBasis>[] Bases = [new(RetentionBasis.Visit, "First visit"),
        new(RetentionBasis.Order, "First order")];
    private static readonly SelectOption<RetentionPeriod>[] Periods = [new(RetentionPeriod.Day, "Days"),
        new(RetentionPeriod.Week, "Weeks")];
    private static readonly SelectOption<RetentionKind>[] Kinds = [new(RetentionKind.Exact, "In that period"),
        new(RetentionKind.Unbounded, "Then or later")];

    private RetentionQuestion _question = RetentionParameters.Read(null, null, null);
    private RetentionGrid _grid = new([], []);

    [SupplyParameterFromQuery(Name = RetentionParameters.Basis)] public string? BasisInAddress { get; set; }

    [SupplyParameterFromQuery(Name = RetentionParameters.Period)] public string? PeriodInAddress { get; set; }

    [SupplyParameterFromQuery(Name = RetentionParameters.Kind)] public string? KindInAddress { get; set; }

    protected override object Asked => (BasisInAddress, PeriodInAddress, KindInAddress);

    private string PeriodWord => _question.Period == RetentionPeriod.Day ? "day" : "week";

    private string Explanation =>
        _question.Period == RetentionPeriod.Week ? "Weeks begin on Monday and are shown whole"
        : "Each row follows those who began on one day";

    protected override void Arrange() => _question = RetentionParameters.Read(BasisInAddress, PeriodInAddress, KindInAddress);

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _grid = await retention.FindAsync(Current.TenantId, Range, _question, cancellationToken);
        return _grid.Cohorts.Count > 0;
    }

    private void Go(RetentionQuestion question) => address.NavigateTo(
        RangeParameters.With(PortalUrls.AnalyticsPage(Current.Slug, "retention"), Range, RetentionParameters.Write(question)),
        replace: true);
}
