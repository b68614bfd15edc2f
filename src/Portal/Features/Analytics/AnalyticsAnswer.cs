using Portal.Domain.Analytics;

namespace Portal.Features.Analytics;

/// <summary>An answer of the analytics API, with what it is about.</summary>
/// <param name="AsOf">Events received until then are counted; null while the store has none.</param>
public sealed record AnalyticsAnswer<TData>(
    DateOnly From, DateOnly To, string TimeZone, string Currency, bool IncludeBots, DateTimeOffset? AsOf, TData Data)
{
    internal static AnalyticsAnswer<TData> Of(AnalyticsRange range, string currency, DateTimeOffset? asOf, TData data) =>
        new(range.From, range.To, range.TimeZone, currency, range.IncludeBots, asOf, data);
}

/// <summary>One page of a list.</summary>
/// <param name="Total">Rows of all pages.</param>
public sealed record AnalyticsRows<TRow>(IReadOnlyList<TRow> Rows, long Total);
