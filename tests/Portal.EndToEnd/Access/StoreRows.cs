using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.EndToEnd.Journeys;
using Portal.Infrastructure;
using Portal.Testing.Data;

namespace Portal.EndToEnd.Access;

/// <summary>
/// Real ids of the demo store for the parameters of every route, and words that stand only in its rows: an answer to somebody
/// else that holds one of them has shown another store's data.
/// </summary>
public sealed class StoreRows
{
    private readonly Dictionary<string, string> _values;
    private readonly Dictionary<string, JsonElement> _rows;

    private StoreRows(Dictionary<string, string> values, Dictionary<string, JsonElement> rows, IReadOnlyList<string> secrets) =>
        (_values, _rows, Secrets) = (values, rows, secrets);

    /// <summary>Words of the store's own rows, none of which another store has.</summary>
    public IReadOnlyList<string> Secrets { get; }

    /// <summary>One row of each resource of the API, as its owner reads it.</summary>
    public IReadOnlyDictionary<string, JsonElement> Rows => _rows;

    public static async Task<StoreRows> ReadAsync(DemoPortal portal, HttpClient owner, Guid importId, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, JsonElement>();
        foreach (var resource in ResourceCatalogue.All)
        {
            var list = await owner.GetFromJsonAsync<JsonElement>($"/api/v1/{resource.Name}?limit=1", cancellationToken);
            if (list.GetProperty("data").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } row)
                rows[resource.Name] = row.Clone();
        }

        Task<Guid> IdAsync(string table) =>
            portal.Database.ScalarAsync<Guid>($"select id from {table} where tenant_id = $1 order by id limit 1", portal.TenantId);
        var visitor = await portal.Database.ScalarAsync<long>("select visitor from sessions where tenant_id = $1 order by visitor limit 1",
            portal.TenantId);
        var sku = await portal.Database.ScalarAsync<string>("select sku from variants where tenant_id = $1 order by sku limit 1",
            portal.TenantId);
        return new(
            new()
            {
                ["siteId"] = (await IdAsync("sites")).ToString(),
                ["importId"] = importId.ToString(),
                ["orderId"] = (await IdAsync("orders")).ToString(),
                ["visitor"] = visitor.ToString(CultureInfo.InvariantCulture),
                ["name"] = "order_completed",
                ["kind"] = "orders",
                ["format"] = "csv",
                ["product"] = await portal.Database.ScalarAsync<string>(
                    "select external_id from products where tenant_id = $1 order by id limit 1", portal.TenantId) ?? sku,
                ["purchase"] = await portal.Database.ScalarAsync<string>(
                    "select number from purchase_orders where tenant_id = $1 order by number limit 1", portal.TenantId),
            },
            rows,
            [
                .. await portal.Database.ListAsync<string>(
                    "select email from customers where tenant_id = $1 and email is not null order by id limit 20", portal.TenantId),
                .. await portal.Database.ListAsync<string>(
                    "select id::text from orders where tenant_id = $1 order by placed_at desc limit 20", portal.TenantId),
                .. await portal.Database.ListAsync<string>("select id::text from sites where tenant_id = $1", portal.TenantId),
                .. await portal.Database.ListAsync<string>("select key from write_keys where tenant_id = $1", portal.TenantId),
                .. await portal.Database.ListAsync<string>(
                    "select distinct name from products where tenant_id = $1 and length(name) > 8 limit 30", portal.TenantId),
                portal.TenantId.ToString(),
                importId.ToString(),
            ]);
    }

    /// <summary>The address of a pattern with the store's own ids; null when a parameter is not known, which a test then says.</summary>
    /// <param name="slug">Whose pages are asked for.</param>
    public string? Address(string pattern, string slug)
    {
        var address = pattern;
        while (address.IndexOf('{', StringComparison.Ordinal) is var start and >= 0)
        {
            var end = address.IndexOf('}', start);
            var name = address[(start + 1)..end].Split(':')[0].TrimStart('*');
            var value = name == "store" ? slug : Value(pattern, name);
            if (value is null)
                return null;
            address = address[..start] + Uri.EscapeDataString(value) + address[(end + 1)..];
        }

        return address;
    }

    // An id of the API is that of its resource.
    private string? Value(string pattern, string name)
    {
        if (name != "id")
            return _values.GetValueOrDefault(name);
        var resource = pattern.Split('/')[3];
        if (resource == "imports")
            return _values["importId"];

        // A resource without rows yet is asked for one that is not there.
        return _rows.TryGetValue(resource, out var row)
            ? row.EnumerateObject().Where(member => member.NameEquals("id") || member.NameEquals("externalId"))
                .Select(member => member.Value.ToString()).FirstOrDefault()
            : "not-there";
    }
}
