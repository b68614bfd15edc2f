using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Matching;
using Portal.Domain.Analytics.Paths;
using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.Matching;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Paths;

/// <summary>Reads what paths need: the sessions of a range, and what was seen and done in them, in columns of one index.</summary>
/// <param name="events">Names of the events that are steps, by their numbers.</param>
internal sealed class TrailReader(
    PortalDatabase database, Guid tenantId, BoundedReader rows, PathQuestion question, AnalyticsRange range,
    IReadOnlyDictionary<long, string> events)
{
    // Sessions of people and of bots are apart also where they have the same browser.
    private const string Browser = "case when e.is_bot then ~e.visitor else e.visitor end";

    /// <summary>Reads into three sets of buckets.</summary>
    public async Task ReadAsync(IReadOnlyList<KeyBuckets<TrailEvent>> parts, CancellationToken cancellationToken)
    {
        var leftOut = await HeldBatches.AnyAsync(database, tenantId, cancellationToken) ? HeldBatches.LeftOut : "";
        var half = range.Start + ((range.End - range.Start) / 2);
        await Task.WhenAll(
            Task.Run(() => VisitsAsync(range.Start, half, leftOut, parts[0], cancellationToken), cancellationToken),
            Task.Run(() => VisitsAsync(half, range.End, leftOut, parts[1], cancellationToken), cancellationToken),
            Task.Run(
                async () =>
                {
                    // Sessions count where they began, and are followed to their end.
                    var last = await SessionsAsync(parts[2], cancellationToken);
                    if (last >= range.End)
                        await VisitsAsync(range.End, last.AddMicroseconds(1), leftOut, parts[2], cancellationToken);
                },
                cancellationToken));
    }

    private async Task<DateTimeOffset> SessionsAsync(KeyBuckets<TrailEvent> part, CancellationToken cancellationToken)
    {
        var last = 0L;
        await rows.ReadAsync(
            $"select {Browser}, e.started_at, e.ended_at from sessions e where e.tenant_id = $1 and e.day between $2 and $3 and e.is_bot "
                + $"= any($4)",
            [range.From, range.To, range.Bots],
            row =>
            {
                var (browser, end) = (row.GetInt64(0), row.GetFieldValue<long>(2) + BoundedReader.EpochMicroseconds);
                part.Add(browser, TrailEvent.Start(browser, row.GetFieldValue<long>(1) + BoundedReader.EpochMicroseconds));
                part.Add(browser, TrailEvent.End(browser, end));
                last = Math.Max(last, end);
            },
            cancellationToken);
        return DateTimeOffset.UnixEpoch.AddMicroseconds(last);
    }

    private async Task VisitsAsync(
        DateTimeOffset from, DateTimeOffset until, string leftOut, KeyBuckets<TrailEvent> part, CancellationToken cancellationToken)
    {
        if (question.Steps != PathSteps.Events)
            await VisitsAsync(new(EventName.PageViewed), NodeNumbers.OfPage, from, until, leftOut, part, cancellationToken);
        else if (question.Anchor is { IsPage: true } page)
            await VisitsAsync(new(EventName.PageViewed, new EventFilter(FilterField.Path, null, FilterOperator.Is, page.Name)),
                NodeNumbers.OfPage, from, until, leftOut, part, cancellationToken);
        foreach (var (number, name) in events)
        {
            await VisitsAsync(new(name), number.ToString(CultureInfo.InvariantCulture) + "::bigint", from, until, leftOut, part,
                cancellationToken);
        }
    }

    private Task VisitsAsync(
        EventMatch match, string node, DateTimeOffset from, DateTimeOffset until, string leftOut, KeyBuckets<TrailEvent> part,
        CancellationToken cancellationToken)
    {
        var values = new SqlValues();
        var sql = $"""
            select {(range.IncludeBots ? Browser : "e.visitor")}, e.occurred_at, {node} from events e
            where {EventConditions.Between(values, from, until, range.IncludeBots)}
              and {EventConditions.Of(values, match)}{leftOut}
            """;
        return rows.ReadAsync(
            sql, values.All,
            row =>
            {
                var browser = row.GetInt64(0);
                part.Add(browser, TrailEvent.Visit(browser, row.GetFieldValue<long>(1) + BoundedReader.EpochMicroseconds, row.GetInt64(2)));
            },
            cancellationToken);
    }
}
