using Portal.Domain.Analytics.Privacy;
using Portal.Domain.Shared.Text;

namespace Portal.Domain.Analytics.Schema;

/// <summary>What was seen of one property.</summary>
/// <param name="key">Its path without the marks of arrays, which may appear only later.</param>
internal sealed class PropertyFacts(PropertyFacts? parent, string key, string name)
{
    private const int MaxExamples = 3;
    private const int LongestExample = 80;

    private readonly Dictionary<string, long> _types = new(StringComparer.Ordinal);
    private readonly List<string> _examples = [];
    private long _lastEvent;
    private DateTimeOffset _firstSeen = DateTimeOffset.MaxValue;
    private DateTimeOffset _lastSeen = DateTimeOffset.MinValue;

    public PropertyFacts? Parent { get; } = parent;

    public string Key { get; } = key;

    public string Name { get; } = name;

    public bool IsArray { get; set; }

    public long Events { get; private set; }

    public string Path => (Parent is null ? "" : Parent.Path + ".") + PropertyPath.Escape(Name) + (IsArray ? "[]" : "");

    /// <summary>Counts the event once, however many elements of an array carry the property.</summary>
    public void Carry(long eventNumber, DateTimeOffset at)
    {
        if (_lastEvent != eventNumber)
        {
            _lastEvent = eventNumber;
            Events++;
        }

        _firstSeen = at < _firstSeen ? at : _firstSeen;
        _lastSeen = at > _lastSeen ? at : _lastSeen;
    }

    public void Count(string type) => _types[type] = _types.GetValueOrDefault(type) + 1;

    public void Show(string value)
    {
        if (_examples.Count == MaxExamples)
            return;
        var shown = PersonalData.Mask(Name, value, isTrait: false);
        shown = shown.Length <= LongestExample ? shown : ShortText.Of(shown, LongestExample - 1) + "…";
        if (!_examples.Contains(shown, StringComparer.Ordinal))
            _examples.Add(shown);
    }

    public PropertySchema Read(long events, string? alike)
    {
        var values = _types.Values.Sum();
        return new(
            Path, Events, Share(Events, events),
            [.. _types.OrderByDescending(type => type.Value).ThenBy(type => type.Key, StringComparer.Ordinal)
                .Select(type => new TypeShare(type.Key, Share(type.Value, values)))],
            [.. _examples], _firstSeen, _lastSeen, alike);
    }

    private static decimal Share(long part, long whole) => whole == 0 ? 0 : (decimal)part / whole;
}
