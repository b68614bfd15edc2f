using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Portal.Infrastructure.Events.Rows;

/// <summary>
/// Rows in the layout of PostgreSQL's binary COPY (PostgreSQL manual, COPY, "Binary Format"): a 16-bit count of
/// fields, then each field as a 32-bit length and its bytes, -1 for null. The buffer comes from a pool: dispose it.
/// </summary>
internal sealed class CopyRows : IDisposable
{
    private const int PostgresEpochDays = 730119; // 2000-01-01 as DateOnly.DayNumber
    private static readonly long PostgresEpochTicks = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private byte[] _buffer;
    private int _rowStart;

    public CopyRows(int capacity = 4096) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>Bytes of all complete rows.</summary>
    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    public ReadOnlySpan<byte> Slice(int start, int length) => _buffer.AsSpan(start, length);

    public int BeginRow(short fields)
    {
        _rowStart = Length;
        BinaryPrimitives.WriteInt16BigEndian(Take(2), fields);
        return _rowStart;
    }

    /// <summary>Drops what was written since the row began.</summary>
    public void AbandonRow() => Length = _rowStart;

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    public void Uuid(Guid value)
    {
        var field = Field(16);
        value.TryWriteBytes(field, bigEndian: true, out _);
    }

    public void Date(DateOnly value) => BinaryPrimitives.WriteInt32BigEndian(Field(4), value.DayNumber - PostgresEpochDays);

    public void Bigint(long value) => BinaryPrimitives.WriteInt64BigEndian(Field(8), value);

    /// <summary>Reads what <see cref="Date"/> wrote.</summary>
    public static DateOnly ReadDate(ReadOnlySpan<byte> field) =>
        DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32BigEndian(field) + PostgresEpochDays);

    /// <summary>Reads what <see cref="Instant"/> wrote, in UTC.</summary>
    public static DateTime ReadInstant(ReadOnlySpan<byte> field) =>
        new((BinaryPrimitives.ReadInt64BigEndian(field) * 10) + PostgresEpochTicks, DateTimeKind.Utc);

    /// <summary>Writes over a bigint field of a complete row.</summary>
    public void Overwrite(int offset, long value) => BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(offset, 8), value);

    public void Smallint(short value) => BinaryPrimitives.WriteInt16BigEndian(Field(2), value);

    public void Boolean(bool value) => Field(1)[0] = value ? (byte)1 : (byte)0;

    public void Instant(DateTimeOffset value) => BinaryPrimitives.WriteInt64BigEndian(Field(8), (value.UtcTicks - PostgresEpochTicks) / 10);

    public void Text(ReadOnlySpan<byte> utf8) => utf8.CopyTo(Field(utf8.Length));

    public void Text(ReadOnlySpan<char> text)
    {
        var field = Field(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, field);
    }

    /// <summary>An optional text: empty is null.</summary>
    public void TextOrNull(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            Null();
        }
        else
        {
            Text(utf8);
        }
    }

    /// <summary>Fields that were laid out before, with their lengths.</summary>
    public void Fields(ReadOnlySpan<byte> fields) => fields.CopyTo(Take(fields.Length));

    /// <summary>Lays optional texts out as fields, to be written many times by <see cref="Fields"/>.</summary>
    public static byte[] FieldsOf(params ReadOnlySpan<string?> texts)
    {
        using var rows = new CopyRows();
        foreach (var text in texts)
        {
            rows.TextOrNull(text is null ? default : Encoding.UTF8.GetBytes(text));
        }

        return rows.Bytes.ToArray();
    }

    /// <summary>The bytes of a field by where it begins; empty for null. Good until the next is written.</summary>
    public ReadOnlySpan<byte> FieldAt(int start)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(start));
        return length < 0 ? default : _buffer.AsSpan(start + 4, length);
    }

    public void Numeric(decimal value)
    {
        Span<byte> digits = stackalloc byte[NumericFormat.MaxBytes];
        var length = NumericFormat.Write(value, digits);
        digits[..length].CopyTo(Field(length));
    }

    /// <summary>A jsonb value from JSON text: the format's version byte and the text.</summary>
    public void Json(ReadOnlySpan<byte> json)
    {
        var field = Field(json.Length + 1);
        field[0] = 1;
        json.CopyTo(field[1..]);
    }

    /// <summary>An optional jsonb value: empty is null.</summary>
    public void JsonOrNull(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            Null();
        }
        else
        {
            Json(json);
        }
    }

    /// <summary>Room for one field, its length already written.</summary>
    public Span<byte> Field(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), length);
        return Take(length);
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            Length = 0;
        }
    }

    private Span<byte> Take(int count)
    {
        if (Length + count > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, Length + count));
            _buffer.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var room = _buffer.AsSpan(Length, count);
        Length += count;
        return room;
    }
}
