using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>Whom the visitors of a store belong to.</summary>
internal sealed class Persons
{
    private readonly Dictionary<long, long> _persons;

    private Persons(Dictionary<long, long> persons) => _persons = persons;

    /// <summary>The person of a visitor: the end of its chain of identities, else the visitor itself.</summary>
    public long Of(long visitor) => _persons.GetValueOrDefault(visitor, visitor);

    public static async Task<Persons> LoadAsync(PortalDatabase database, Guid tenantId, CancellationToken cancellationToken)
    {
        var persons = new Dictionary<long, long>();
        var rows = database.StreamAsync(
            tenantId, "select visitor, person from identities where tenant_id = $1 and person <> visitor", [],
            row => (Visitor: row.GetInt64(0), Person: row.GetInt64(1)), cancellationToken);
        await foreach (var (visitor, person) in rows)
        {
            persons[visitor] = person;
        }

        return new(persons);
    }
}
