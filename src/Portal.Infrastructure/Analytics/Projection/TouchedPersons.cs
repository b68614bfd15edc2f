namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Persons whose sessions changed, each with the earliest start of a changed session: no earlier order is credited anew.</summary>
internal sealed class TouchedPersons
{
    private readonly Dictionary<long, DateTime> _since = [];

    public IReadOnlyCollection<KeyValuePair<long, DateTime>> Since => _since;

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
