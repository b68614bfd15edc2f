using System.Globalization;
using System.Runtime.CompilerServices;
using Portal.Domain.Imports;

namespace Portal.Infrastructure.Imports.Reading;

/// <summary>The rows of a file with a header, one after another.</summary>
internal sealed class ImportTable : IDisposable
{
    private const int SampleCharacters = 1 << 14;

    private readonly StreamReader _text;
    private readonly CsvRows _rows;

    private ImportTable(StreamReader text, CsvRows rows, string[] headers) => (_text, _rows, Headers) = (text, rows, headers);

    public IReadOnlyList<string> Headers { get; }

    /// <summary>Opens a file; null when there is nothing in it.</summary>
    /// <param name="delimiter">Null guesses from the first line.</param>
    public static async Task<ImportTable?> OpenAsync(Stream file, char? delimiter, CancellationToken cancellationToken)
    {
        var text = await ImportText.OpenAsync(file, cancellationToken);
        var start = new char[SampleCharacters];
        var length = await text.ReadBlockAsync(start, cancellationToken);
        var rows = new CsvRows(new PrefixedReader(start.AsMemory(0, length), text), delimiter ?? Delimiter.Guess(new string(start, 0, length)));
        if (await rows.ReadAsync(cancellationToken) is { } headers)
            return new(text, rows, Named(headers));
        text.Dispose();
        return null;
    }

    /// <summary>Each row with the line of the file on which it begins.</summary>
    public async IAsyncEnumerable<(long Line, string[] Fields)> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _rows.ReadAsync(cancellationToken) is { } fields)
            yield return (_rows.Line, fields);
    }

    public void Dispose() => _text.Dispose();

    // A column without a name, or with one that is taken, is named by its place.
    private static string[] Named(string[] headers)
    {
        var taken = new HashSet<string>();
        return [.. headers.Select((header, index) => header.Length > 0 && taken.Add(header) ? header : string.Create(CultureInfo.InvariantCulture, $"Column {index + 1}"))];
    }

    private sealed class PrefixedReader(ReadOnlyMemory<char> prefix, TextReader rest) : TextReader
    {
        private ReadOnlyMemory<char> _prefix = prefix;

        public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            if (_prefix.IsEmpty)
                return await rest.ReadAsync(buffer, cancellationToken);
            var length = Math.Min(buffer.Length, _prefix.Length);
            _prefix[..length].CopyTo(buffer);
            _prefix = _prefix[length..];
            return length;
        }
    }
}
