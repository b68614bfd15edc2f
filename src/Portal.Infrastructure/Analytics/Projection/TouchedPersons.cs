namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Persons whose sessions changed, each with the earliest start of a changed session: no earlier order is credited anew.</summary>
internal sealed class TouchedPersons
{
    private readonly Dictionary<long, DateTime> _since = [];

    public IReadOnlyCollection<KeyValuePair<long, DateTime>> Since => _since;

    /// <summary>True when an order of the person may be credited otherwise now.</summary>
    public bool IsAffected(long person, DateTime orderedAt) => orderedAt >= _since[person];

    public void Add(long person, DateTime since)
    {
        if (!_since.TryGetValue(person, out var known) || since < known)
        {
            _since[person] = since;
        }
    }

    /// <summary>All sessions of the person are meant.</summary>
    public void AddWhole(long person) => _since[person] = DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Utc);
}
