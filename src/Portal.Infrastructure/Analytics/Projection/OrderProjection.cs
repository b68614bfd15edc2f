using System.Text.Json;
using Npgsql;
using Portal.Domain.Analytics;
using Portal.Domain.Events;
using Portal.Infrastructure.Events.Parsing;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Keeps <c>event_orders</c>: each order once, by its first message, credited to what brought its customer.</summary>
internal sealed class OrderProjection(
    NpgsqlConnection connection, StoreFacts store, TrafficRollup traffic, ProductRollup products, ProductNames names, DayVersions versions)
{
    // What an order may come to; lines that come to more are a mistake, and their prices count as not given.
    private const decimal MaxAmount = 100_000_000_000_000m;

    private readonly OrderRows _rows = new(connection, store.TenantId);
    private readonly Dictionary<string, StoredOrder> _first = [];
    private readonly HashSet<string> _doubted = [];

    /// <summary>Takes a message of a completed order in.</summary>
    public void Add(in EventFact fact)
    {
        if (fact.OrderId is not { } orderId || !store.IsOurs(fact.Currency))
        {
            return;
        }

        var moment = new EventMoment(fact.OccurredAt, fact.Tie);
        var lines = Lines(fact.Products);
        foreach (var line in lines)
        {
            names.Add(line.ProductId, line.Name, moment);
        }

        if (!_first.TryGetValue(orderId, out var known) || moment < known.Moment)
        {
            _first[orderId] = new(
                orderId, moment, fact.Visitor, fact.Visitor, fact.IsBot, fact.SiteId, store.Calendar.At(fact.OccurredAt).Day,
                fact.Revenue ?? 0, lines);
        }
    }

    /// <summary>Writes new and corrected orders and credits all that the pass may have changed.</summary>
    /// <param name="persons">The persons of the pass's visitors.</param>
    /// <param name="touched">Persons whose sessions changed.</param>
    public async Task WriteAsync(IReadOnlyDictionary<long, long> persons, TouchedPersons touched, CancellationToken cancellationToken)
    {
        var known = (await _rows.LoadAsync(_first.Keys, cancellationToken)).ToDictionary(o => o.OrderId);
        foreach (var order in await _rows.SinceAsync(touched, cancellationToken))
        {
            known.TryAdd(order.OrderId, order);
        }

        var written = _first.Values.Where(o => !known.TryGetValue(o.OrderId, out var before) || o.Moment < before.Moment)
            .Select(o => o with { Person = persons.GetValueOrDefault(o.Visitor, o.Visitor) }).ToList();
        var affected = known.Keys.Union(written.Select(o => o.OrderId)).ToList();
        if (affected.Count == 0)
        {
            return;
        }

        if (written.Count > 0)
        {
            await _rows.WriteAsync(written, cancellationToken);
        }

        await _rows.CreditAsync(affected, cancellationToken);
        foreach (var before in known.Values)
        {
            Count(before, isRemoved: true);
        }

        foreach (var after in await _rows.LoadAsync(affected, cancellationToken))
        {
            Count(after, isRemoved: false);
        }
    }

    /// <summary>Some of the order's messages are going; what is left of it is counted by <see cref="RecountAsync"/>.</summary>
    public void Doubt(string orderId) => _doubted.Add(orderId);

    /// <summary>Counts doubted orders by the messages that are left, and credits the persons' other orders anew.</summary>
    public async Task RecountAsync(TouchedPersons touched, IdentityProjection identities, CancellationToken cancellationToken)
    {
        foreach (var order in await _rows.LoadAsync(_doubted, cancellationToken))
        {
            Count(order, isRemoved: true);
        }

        await _rows.DeleteAsync(_doubted, cancellationToken);
        await foreach (var fact in EventFactReader.OfOrdersAsync(connection, store.TenantId, [.. _doubted], cancellationToken))
        {
            Add(fact);
        }

        var owners = await identities.PersonsAsync([.. _first.Values.Select(o => o.Visitor)], cancellationToken);
        await WriteAsync(owners, touched, cancellationToken);
    }

    private void Count(StoredOrder order, bool isRemoved)
    {
        traffic.Add(order, isRemoved);
        products.Add(order, isRemoved);
        versions.OrderChanged(order.Day);
    }

    private static List<OrderedProduct> Lines(string? products)
    {
        if (products is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(products);
        List<OrderedProduct> lines = [.. document.RootElement.EnumerateArray().Select(Line).OfType<OrderedProduct>()];
        return lines.Sum(line => Math.Abs(line.Quantity * line.Price)) < MaxAmount ? lines
            : lines.ConvertAll(line => line with { Price = 0 });
    }

    private static OrderedProduct? Line(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object
            || (Text(line, "product_id") ?? Text(line, "sku") ?? Text(line, "name")) is not { Length: > 0 } product)
        {
            return null;
        }

        var (quantity, price) = (Number(line, "quantity") ?? 1, Number(line, "price") ?? 0);
        return new(
            Utf8Text.Cut(product, EventLimits.ProductIdBytes), ReadModelKey.Cut(Text(line, "name")), quantity,
            Math.Abs(quantity * price) < EventLimits.MaxLineAmount ? price : 0);
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    // Beyond what the column holds, a number is a mistake and counts as not given.
    private static decimal? Number(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)
            && Math.Abs(number) < 1_000_000_000m
            ? Math.Round(number, 4)
            : null;
}
