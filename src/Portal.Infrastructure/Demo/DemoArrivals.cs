using Npgsql;
using Portal.Domain.Demo;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// Gathers the rows of <c>ingest_health</c> for events that are copied directly: each hour's messages, and the requests that
/// would have brought them, one for each visitor and moment.
/// </summary>
internal sealed class DemoArrivals(NpgsqlConnection connection, DemoTarget target)
{
    private const string Insert = """
        insert into ingest_health as known (tenant_id, hour, requests, refused, accepted, held, duplicates, rejected)
        select $1, hour, requests, 0, accepted, 0, 0, 0 from unnest($2::timestamptz[], $3::bigint[], $4::bigint[]) as h (hour, requests,
          accepted)
        on conflict (tenant_id, hour) do update set requests = known.requests + excluded.requests,
          accepted = known.accepted + excluded.accepted
        """;

    private readonly Dictionary<DateTime, (long Requests, long Accepted)> _hours = [];
    private (string? Visitor, DateTimeOffset At) _latest;

    public void Add(IReadOnlyList<DemoEvent> events, DemoReceipt receipt)
    {
        foreach (var happened in events)
        {
            var at = receipt.Of(happened).UtcDateTime;
            var hour = new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerHour), DateTimeKind.Utc);
            var moment = (happened.AnonymousId ?? happened.UserId, happened.OccurredAt);
            var known = _hours.GetValueOrDefault(hour);
            _hours[hour] = (known.Requests + (moment == _latest ? 0 : 1), known.Accepted + 1);
            _latest = moment;
        }
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var command = target.Command(
            connection, Insert, _hours.Keys.ToArray(), _hours.Values.Select(h => h.Requests).ToArray(),
            _hours.Values.Select(h => h.Accepted).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
