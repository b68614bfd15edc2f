using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Infrastructure.Exports;

/// <summary>An array with an object for each row; an empty cell is null.</summary>
internal sealed class JsonFile : TableFile
{
    private const int Held = 32 * 1024;

    private readonly Utf8JsonWriter _writer;
    private readonly JsonEncodedText[] _names;

    public JsonFile(Stream target, IReadOnlyList<FileColumn> columns)
    {
        // The file is a download of its own and never part of a page, so letters may stay readable.
        _writer = new(target, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _names = [.. columns.Select(column => JsonEncodedText.Encode(column.Key))];
        _writer.WriteStartArray();
    }

    public override async ValueTask AddAsync(IReadOnlyList<object?> cells, CancellationToken cancellationToken)
    {
        _writer.WriteStartObject();
        for (var place = 0; place < _names.Length; place++)
            Write(_names[place], cells[place]);
        _writer.WriteEndObject();
        if (_writer.BytesPending > Held)
            await _writer.FlushAsync(cancellationToken);
    }

    public override async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        _writer.WriteEndArray();
        await _writer.FlushAsync(cancellationToken);
    }

    public override ValueTask DisposeAsync() => _writer.DisposeAsync();

    private void Write(JsonEncodedText name, object? cell)
    {
        switch (cell)
        {
            case null or double.NaN or double.PositiveInfinity or double.NegativeInfinity:
                _writer.WriteNull(name);
                break;
            case string text:
                _writer.WriteString(name, text);
                break;
            case bool flag:
                _writer.WriteBoolean(name, flag);
                break;
            case decimal number:
                _writer.WriteNumber(name, number);
                break;
            case int or long or short:
                _writer.WriteNumber(name, Convert.ToInt64(cell, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case double number:
                _writer.WriteNumber(name, number);
                break;
            case DateOnly day:
                _writer.WriteString(name, Text(day));
                break;
            case DateTimeOffset instant:
                _writer.WriteString(name, Text(instant));
                break;
            default:
                throw Strange(cell);
        }
    }
}
