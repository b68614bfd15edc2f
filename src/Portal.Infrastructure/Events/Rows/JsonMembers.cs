using System.Text.Json;

namespace Portal.Infrastructure.Events.Rows;

/// <summary>
/// The members of a JSON object that was checked before, as spans of its bytes: <c>foreach</c> goes through them. Names
/// are as they stand in the bytes, with their escapes.
/// </summary>
internal ref struct JsonMembers
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    /// <param name="json">An object, or nothing.</param>
    public JsonMembers(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new(json);
        if (!json.IsEmpty)
        {
            _reader.Read();
        }
    }

    public JsonMember Current { get; private set; }

    public readonly JsonMembers GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_json.IsEmpty || !_reader.Read() || _reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        // However it is written: an address must not slip past the store's privacy setting.
        var name = _reader.ValueIsEscaped && _reader.ValueTextEquals("ip"u8) ? "ip"u8 : _reader.ValueSpan;
        _reader.Read();
        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        Current = new(name, _json[start..(int)_reader.BytesConsumed]);
        return true;
    }
}

/// <summary>One member of an object: its name without quotes, its value as a JSON token.</summary>
internal readonly ref struct JsonMember(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
{
    public ReadOnlySpan<byte> Name { get; } = name;
    public ReadOnlySpan<byte> Value { get; } = value;

    public bool IsObject => Value[0] == '{';

    public bool IsNull => Value[0] == 'n';

    /// <summary>Sets a field that is not known yet; true when it did.</summary>
    public bool Fill(ReadOnlySpan<byte> wanted, ref ReadOnlySpan<byte> field)
    {
        if (!field.IsEmpty || !Name.SequenceEqual(wanted))
        {
            return false;
        }

        field = Value;
        return true;
    }
}
