using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Events;
using Portal.Infrastructure.Data;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Analytics;

/// <summary>
/// A shop's events as a busy store has them: visits of about eight events, half page views, a quarter product views, few
/// carts and orders, a fifth of the visitors come again, one in forty identifies. Written straight into the table with
/// ledger entries, a quarter of an hour in each commit.
/// </summary>
internal sealed class LargeShop(PortalDatabase database, TestStore store, int seed)
{
    private const int EventsInVisit = 8;

    private const string Copy = """
        copy events (batch_id, tenant_id, event_day, message_id, site_id, type, name, occurred_at, received_at, anonymous_id, user_id, visitor,
          path, order_id, revenue, currency, properties, context, device, browser, os, is_bot, country, channel, source, medium, campaign)
        from stdin (format binary)
        """;

    private static readonly string[] Countries = ["ID", "SG", "MY", "AU", "US", "DE", "GB", "JP"];
    private static readonly (string? Channel, string? Source, string? Medium, string? Campaign)[] Ways =
    [
        (null, null, null, null), ("organic_search", "google", "organic", null), ("paid_search", "google", "cpc", "brand"),
        ("organic_social", "instagram", "social", "bio"), ("paid_social", "tiktok", "paid_social", "spring"),
        ("email", "newsletter", "email", "weekly"),
        ("referral", "blog.example", "referral", null), (null, null, null, null),
    ];

    private readonly Random _random = new(seed);
    private readonly List<int> _known = [];
    private int _visitors;
    private long _number;

    /// <summary>Writes a number of events spread evenly over the days before an instant.</summary>
    public async Task<long> WriteAsync(long events, int days, DateTime until)
    {
        var from = until.AddDays(-days);
        await using (var partitions = database.Owner.CreateCommand("select ensure_event_partitions($1, $2)"))
        {
            partitions.CommandTimeout = 0;
            partitions.Parameters.Add(new() { Value = DateOnly.FromDateTime(from.AddDays(-1)) });
            partitions.Parameters.Add(new() { Value = DateOnly.FromDateTime(until.AddDays(1)) });
            await partitions.ExecuteScalarAsync();
        }

        var visits = (double)events / EventsInVisit / (days * 96);
        var written = 0L;
        var due = 0.0;
        await using var connection = await database.Owner.OpenConnectionAsync();
        for (var day = from; day < until; day = day.AddDays(1))
        {
            var batches = new List<(long Id, int Events, DateTime At)>();
            await using (var copy = await connection.BeginBinaryImportAsync(Copy))
            {
                for (var quarter = 0; quarter < 96; quarter++)
                {
                    var at = day.AddMinutes(15 * quarter);
                    var batch = new DateTimeOffset(at).ToUnixTimeMilliseconds() << 20;
                    var count = 0;
                    for (due += visits; due >= 1; due--)
                    {
                        count += WriteVisit(copy, batch, at);
                    }

                    batches.Add((batch, count, at));
                    written += count;
                }

                await copy.CompleteAsync();
            }

            await ListAsync(connection, batches.Where(b => b.Events > 0).ToList());
        }

        return written;
    }

    private async Task ListAsync(NpgsqlConnection connection, List<(long Id, int Events, DateTime At)> batches)
    {
        await using var command = new NpgsqlCommand("""
            insert into event_batches (tenant_id, batch_id, events, first_day, last_day, received_from, received_to)
            select $1, b.id, b.events, (b.at at time zone 'UTC')::date, ((b.at + interval '1 hour') at time zone 'UTC')::date, b.at,
              b.at + interval '2 hours'
            from unnest($2::bigint[], $3::integer[], $4::timestamptz[]) as b (id, events, at)
            """, connection);
        command.Parameters.Add(new() { Value = store.TenantId });
        command.Parameters.Add(new() { Value = batches.Select(b => b.Id).ToArray() });
        command.Parameters.Add(new() { Value = batches.Select(b => b.Events).ToArray() });
        command.Parameters.Add(new() { Value = batches.Select(b => b.At).ToArray() });
        await command.ExecuteNonQueryAsync();
    }

    private int WriteVisit(NpgsqlBinaryImporter copy, long batch, DateTime quarter)
    {
        var visitor = _known.Count > 100 && _random.Next(5) == 0 ? _known[_random.Next(_known.Count)] : _visitors++;
        if (_known.Count < 200_000)
        {
            _known.Add(visitor);
        }

        var anonymousId = string.Create(CultureInfo.InvariantCulture, $"0197a3c2-7b1e-4c58-9d2f-{seed:x3}{visitor:x9}");
        var way = Ways[_random.Next(Ways.Length)];
        var visit = new Visit(batch, anonymousId, VisitorId.OfAnonymous(anonymousId), Countries[visitor % Countries.Length],
            visitor % 3 == 0 ? "desktop" : "mobile");
        var at = quarter.AddMilliseconds(_random.Next(900_000));
        var length = 1 + _random.Next((2 * EventsInVisit) - 1);
        for (var step = 0; step < length; step++)
        {
            WriteEvent(copy, visit, step == 0 ? way : default, at, step);
            at = at.AddMilliseconds(5_000 + _random.Next(60_000));
        }

        return length;
    }

    private void WriteEvent(
        NpgsqlBinaryImporter copy, Visit visit, (string? Channel, string? Source, string? Medium, string? Campaign) way, DateTime at,
        int step)
    {
        var product = _random.Next(2_000);
        var kind = step == 0 ? 0 : _random.Next(100);
        var (type, name) = kind switch
        {
            < 52 => ("page", EventName.PageViewed),
            < 80 => ("track", EventName.ProductViewed),
            < 88 => ("track", EventName.ProductAdded),
            < 93 => ("track", EventName.CheckoutStarted),
            < 95 => ("track", EventName.OrderCompleted),
            < 98 => ("track", EventName.ProductsSearched),
            _ => ("identify", "identify"),
        };
        var isOrder = name == EventName.OrderCompleted;
        copy.StartRow();
        copy.Write(visit.Batch);
        copy.Write(store.TenantId);
        copy.Write(DateOnly.FromDateTime(at));
        copy.Write(string.Create(CultureInfo.InvariantCulture, $"0197a3c2-{seed:x4}-4c58-9d2f-{_number++:x12}"));
        copy.Write(store.SiteId);
        copy.Write(type);
        copy.Write(name);
        copy.Write(at, NpgsqlDbType.TimestampTz);
        copy.Write(at.AddMilliseconds(120), NpgsqlDbType.TimestampTz);
        copy.Write(visit.AnonymousId);
        Text(copy, type == "identify" ? $"u-{visit.Visitor % 100_000}" : null);
        copy.Write(visit.Visitor);
        Text(copy, type == "page" ? (product < 700 ? "/" : $"/c/{product % 60}") : null);
        Text(copy, isOrder ? string.Create(CultureInfo.InvariantCulture, $"o-{_number}") : null);
        if (isOrder)
        {
            copy.Write(19.95m + product);
            copy.Write("EUR");
        }
        else
        {
            copy.WriteNull();
            copy.WriteNull();
        }

        Text(copy, Properties(name, product), NpgsqlDbType.Jsonb);
        Text(copy, """{"locale":"id-ID","timezone":"Asia/Jakarta","screen":{"width":390,"height":844},"library":{"name":"tracker","version":"1"} }""", NpgsqlDbType.Jsonb);
        copy.Write(visit.Device);
        copy.Write("Chrome");
        copy.Write("Android");
        copy.Write(false);
        copy.Write(visit.Country);
        Text(copy, way.Channel);
        Text(copy, way.Source);
        Text(copy, way.Medium);
        Text(copy, way.Campaign);
    }

    private static string? Properties(string name, int product) => name switch
    {
        EventName.ProductViewed or EventName.ProductAdded => $$"""{"product_id":"p-{{product}}","name":"Product {{product}}","category":"Clothing","price":19.95,"currency":"EUR"}""",
        EventName.OrderCompleted => $$"""{"currency":"EUR","products":[{"product_id":"p-{{product}}","name":"Product {{product}}","quantity":1,"price":19.95}]}""",
        EventName.ProductsSearched => $$"""{"query":"search {{product % 300}}","results":{{product % 9}}}""",
        _ => null,
    };

    private static void Text(NpgsqlBinaryImporter copy, string? value, NpgsqlDbType type = NpgsqlDbType.Text)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(value, type);
        }
    }

    private sealed record Visit(long Batch, string AnonymousId, long Visitor, string Country, string Device);
}
