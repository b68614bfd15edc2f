using Npgsql;
using Portal.Domain.Analytics;
using Portal.Domain.Events;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>
/// Takes some events of one store into all of its read models, inside the caller's transaction. In whatever passes the
/// same events come, and in whatever order, the rows end up the same.
/// </summary>
internal sealed class ProjectionPass
{
    private readonly NpgsqlConnection _connection;
    private readonly StoreFacts _store;
    private readonly HashSet<long> _visitors = [];
    private readonly TrafficRollup _traffic;
    private readonly EventRollup _events = new();
    private readonly PageRollup _pages = new();
    private readonly ProductRollup _products = new();
    private readonly SearchRollup _searches = new();
    private readonly WebVitalRollup _vitals = new();
    private readonly ProductNames _names = new();
    private readonly DayVersions _versions = new();
    private readonly IdentityProjection _identities;
    private readonly VisitorDays _days;
    private readonly PresenceProjection _presence;
    private readonly bool _isRebuild;
    private readonly SessionProjection _sessions;
    private readonly OrderProjection _orders;

    /// <param name="isRebuild">True leaves out what a rebuild counts once at its end.</param>
    public ProjectionPass(NpgsqlConnection connection, StoreFacts store, bool isRebuild = false)
    {
        _isRebuild = isRebuild;
        _connection = connection;
        _store = store;
        _traffic = new(store.Calendar);
        _identities = new(connection, store.TenantId);
        _days = new(connection, store.TenantId);
        _presence = new(connection, store.TenantId);
        _sessions = new(connection, store, _traffic, _versions);
        _orders = new(connection, store, _traffic, _products, _names, _versions);
    }

    /// <summary>Events taken in so far.</summary>
    public int Count { get; private set; }

    /// <summary>Takes an event in.</summary>
    /// <param name="isInKeptSession">True when its session holds it already.</param>
    public void Add(in EventFact fact, bool isInKeptSession = false)
    {
        Count++;
        var at = _store.Calendar.At(fact.OccurredAt);
        CountSums(fact, at, 1);
        _visitors.Add(fact.Visitor);
        AddLinks(fact);

        // A measurement comes when its page is left, which may be hours after the visitor did something.
        if (fact.Name == EventName.WebVitals)
        {
            return;
        }

        _days.Add(at.Day, new(fact.Visitor, fact.IsBot));
        if (fact.AnonymousId is not null && !isInKeptSession)
        {
            _sessions.Add(fact);
        }

        if (fact.Name == EventName.OrderCompleted)
        {
            _orders.Add(fact);
        }
        else if (fact.ProductId is { Length: > 0 } product)
        {
            _names.Add(product, fact.ProductName, new(fact.OccurredAt, fact.Tie));
        }
    }

    /// <summary>
    /// Takes events of visitors back that are to be forgotten; the rows about the visitors go by <see cref="ForgetAsync"/>.
    /// </summary>
    public void Remove(in EventFact fact)
    {
        Count++;
        CountSums(fact, _store.Calendar.At(fact.OccurredAt), -1);
        if (fact is { Name: EventName.OrderCompleted, OrderId: { } orderId })
        {
            _orders.Doubt(orderId);
        }
    }

    /// <summary>Writes what <see cref="Remove"/> took back and deletes what is kept of the visitors; their events must be gone.</summary>
    public async Task ForgetAsync(long[] visitors, CancellationToken cancellationToken)
    {
        var touched = new TouchedPersons();
        await _sessions.ForgetAsync(visitors, touched, cancellationToken);
        await _presence.ForgetAsync(visitors, cancellationToken);
        await DeleteAsync("visitor_days", visitors, cancellationToken);
        await DeleteAsync("identities", visitors, cancellationToken);
        await _orders.RecountAsync(touched, _identities, cancellationToken);
        await WriteSumsAsync(cancellationToken);

        // Answers of goals name visitors. Stale ones would be passed over, but they would still be there.
        await using var command = new NpgsqlCommand("delete from day_answers where tenant_id = $1", _connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = _store.TenantId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var moved = await _identities.WriteAsync(cancellationToken);
        var persons = await _identities.PersonsAsync(_visitors, cancellationToken);
        await MoveAsync(moved, cancellationToken);
        var days = await _days.WriteAsync(persons, cancellationToken);
        if (!_isRebuild)
        {
            await _presence.CountAsync(days, moved, cancellationToken);
        }

        var touched = new TouchedPersons();
        await _sessions.WriteAsync(persons, touched, cancellationToken);
        foreach (var (before, after) in moved.Values)
        {
            touched.AddWhole(before);
            touched.AddWhole(after);
        }

        await _orders.WriteAsync(persons, touched, cancellationToken);
        await WriteSumsAsync(cancellationToken);
        await _names.WriteAsync(_connection, _store.TenantId, cancellationToken);
    }

    private async Task WriteSumsAsync(CancellationToken cancellationToken)
    {
        await _traffic.WriteAsync(_connection, _store.TenantId, cancellationToken);
        await _events.WriteAsync(_connection, _store.TenantId, cancellationToken);
        await _pages.WriteAsync(_connection, _store.TenantId, cancellationToken);
        await _products.WriteAsync(_connection, _store.TenantId, cancellationToken);
        await _searches.WriteAsync(_connection, _store.TenantId, cancellationToken);
        await _vitals.WriteAsync(_connection, _store.TenantId, cancellationToken);
        await _presence.WriteAsync(cancellationToken);
        await _versions.WriteAsync(_connection, _store.TenantId, cancellationToken);
    }

    private async Task DeleteAsync(string table, long[] visitors, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"delete from {table} where tenant_id = $1 and visitor = any($2)",
            _connection)
        { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = _store.TenantId });
        command.Parameters.Add(new() { Value = visitors });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private void CountSums(in EventFact fact, StoreMoment at, int sign)
    {
        _events.Add(fact, at.HourStart, sign);
        _versions.EventsChanged(at.Day);
        _pages.Add(fact, at.Day, sign);
        _products.Add(fact, at.Day, sign);
        _searches.Add(fact, at.Day, sign);
        _vitals.Add(fact, at.Day, sign);
        if (fact is { Name: EventName.OrderRefunded, Revenue: { } amount } && _store.IsOurs(fact.Currency))
        {
            _traffic.AddRefund(fact.OccurredAt, fact.IsBot, amount, sign);
        }
    }

    private void AddLinks(in EventFact fact)
    {
        var moment = new EventMoment(fact.OccurredAt, fact.Tie);
        if (fact is { AnonymousId: { } anonymousId, UserId: { } userId })
        {
            _identities.Add(new(fact.Visitor, anonymousId, userId, moment, false));
        }

        // The id given up may have been a browser's or a user's; nothing tells which.
        if (fact is { PreviousId: { Length: > 0 } previous, UserId: { } current } && previous != current)
        {
            _identities.Add(new(VisitorId.OfAnonymous(previous), previous, current, moment, true));
            _identities.Add(new(VisitorId.OfUser(previous), null, current, moment, true));
        }
    }

    // Everything that a visitor did before it was known follows it to its person.
    private async Task MoveAsync(Dictionary<long, (long Before, long After)> moved, CancellationToken cancellationToken)
    {
        if (moved.Count == 0)
        {
            return;
        }

        foreach (var table in (string[])["sessions", "visitor_days", "event_orders"])
        {
            await using var command = new NpgsqlCommand($"""
                update {table} t set person = m.person from unnest($2::bigint[], $3::bigint[]) as m (visitor, person)
                where t.tenant_id = $1 and t.visitor = m.visitor and t.person <> m.person
                """, _connection) { CommandTimeout = 0 };
            command.Parameters.Add(new() { Value = _store.TenantId });
            command.Column(moved, m => m.Key);
            command.Column(moved, m => m.Value.After);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
