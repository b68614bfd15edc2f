using System.Text;
using System.Text.Json;

namespace Portal.Domain.Analytics.Schema;

/// <summary>
/// Learns from the properties of events what they carry. Linear in the bytes read; the memory is bounded by the number of
/// different paths that are kept. Not safe for several threads.
/// </summary>
public sealed class SchemaReader
{
    /// <summary>Different paths that are kept; an event with generated names must not fill the memory.</summary>
    public const int MaxPaths = 500;

    private readonly Dictionary<string, PropertyFacts> _facts = new(StringComparer.Ordinal);
    private long _events;
    private bool _isCut;

    /// <summary>Takes one event.</summary>
    /// <param name="properties">A JSON object in UTF-8; empty for an event without properties.</param>
    public void Add(ReadOnlySpan<byte> properties, DateTimeOffset occurredAt)
    {
        _events++;
        if (properties.IsEmpty)
            return;
        var reader = new Utf8JsonReader(properties, new JsonReaderOptions { MaxDepth = 64 });
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
            ReadObject(ref reader, null, 1, occurredAt);
    }

    /// <summary>What was learnt so far.</summary>
    public EventSchema Read()
    {
        var alike = Alike.Of(_facts.Values);
        return new(
            _events,
            [.. _facts.Values.OrderBy(facts => facts.Path, StringComparer.Ordinal)
                .Select(facts => facts.Read(_events, alike.GetValueOrDefault(facts)?.Path))],
            _isCut);
    }

    private void ReadObject(ref Utf8JsonReader reader, PropertyFacts? parent, int depth, DateTimeOffset at)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var facts = Find(parent, reader.GetString()!);
            reader.Read();
            if (facts is null)
                reader.Skip();
            else
                ReadValue(ref reader, facts, depth, at);
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, PropertyFacts facts, int depth, DateTimeOffset at)
    {
        facts.Carry(_events, at);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                facts.Count(JsonType.Nested);
                Descend(ref reader, facts, depth, at);
                break;
            case JsonTokenType.StartArray:
                facts.IsArray = true;
                facts.Count(JsonType.ArrayOf(ReadElements(ref reader, facts, depth, at)));
                break;
            default:
                facts.Count(Scalar(ref reader, facts));
                break;
        }
    }

    private HashSet<string> ReadElements(ref Utf8JsonReader reader, PropertyFacts facts, int depth, DateTimeOffset at)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    types.Add(JsonType.Nested);
                    Descend(ref reader, facts, depth, at);
                    break;
                case JsonTokenType.StartArray:
                    types.Add("array");
                    reader.Skip();
                    break;
                default:
                    types.Add(Scalar(ref reader, facts));
                    break;
            }
        }

        return types;
    }

    private void Descend(ref Utf8JsonReader reader, PropertyFacts facts, int depth, DateTimeOffset at)
    {
        if (depth < PropertyPath.Deepest)
            ReadObject(ref reader, facts, depth + 1, at);
        else
            reader.Skip();
    }

    private static string Scalar(ref Utf8JsonReader reader, PropertyFacts facts)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                facts.Show(reader.GetString()!);
                return JsonType.Text;
            case JsonTokenType.Number:
                facts.Show(Encoding.UTF8.GetString(reader.ValueSpan));
                return JsonType.Number;
            case JsonTokenType.True or JsonTokenType.False:
                facts.Show(reader.TokenType == JsonTokenType.True ? "true" : "false");
                return JsonType.Truth;
            default:
                return JsonType.Null;
        }
    }

    private PropertyFacts? Find(PropertyFacts? parent, string name)
    {
        var key = parent is null ? PropertyPath.Escape(name) : parent.Key + "." + PropertyPath.Escape(name);
        if (_facts.TryGetValue(key, out var known))
            return known;
        if (_facts.Count >= MaxPaths)
        {
            _isCut = true;
            return null;
        }

        return _facts[key] = new(parent, key, name);
    }
}
