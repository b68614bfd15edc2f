using System.Globalization;
using System.Runtime.CompilerServices;
using Portal.Domain.Imports;

namespace Portal.Infrastructure.Imports.Reading;

/// <summary>The rows of a file with a header, one after another, within the limits of <see cref="ImportFileOptions"/>.</summary>
internal sealed class ImportTable : IDisposable
{
    private const int SampleCharacters = 1 << 14;

    private readonly StreamReader _text;
    private readonly CsvRows _rows;
    private readonly ImportFileOptions _limits;

    private ImportTable(StreamReader text, CsvRows rows, string[] headers, ImportFileOptions limits) =>
        (_text, _rows, Headers, _limits) = (text, rows, headers, limits);

    public IReadOnlyList<string> Headers { get; }

    /// <summary>Opens a file; null when there is nothing in it.</summary>
    /// <param name="delimiter">Null guesses from the first line.</param>
    /// <exception cref="InvalidDataException">It is no text, or exceeds a limit.</exception>
    public static async Task<ImportTable?> OpenAsync(Stream file, char? delimiter, ImportFileOptions limits,
        CancellationToken cancellationToken)
    {
        var text = await ImportText.OpenAsync(file, limits, cancellationToken);
        ImportTable? table = null;
        try
        {
            var start = new char[SampleCharacters];
            var length = await text.ReadBlockAsync(start, cancellationToken);
            var rows = new CsvRows(new PrefixedReader(start.AsMemory(0, length), text),
                delimiter ?? Delimiter.Guess(start.AsSpan(0, length)), limits);
            return table = await rows.ReadAsync(cancellationToken) is { } headers ? new(text, rows, Named(headers), limits) : null;
        }
        finally
        {
            if (table is null)
                text.Dispose();
        }
    }

    /// <summary>Each row with the line of the file on which it begins.</summary>
    /// <exception cref="InvalidDataException">A row exceeds a limit, or there are too many.</exception>
    public async IAsyncEnumerable<(long Line, string[] Fields)> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var count = 1; await _rows.ReadAsync(cancellationToken) is { } fields; count++)
        {
            if (count > _limits.MaxRows)
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"It has more than {_limits.MaxRows:N0} rows."));
            yield return (_rows.Line, fields);
        }
    }

    public void Dispose() => _text.Dispose();

    // A column without a name, or with one that is taken, is named by its place.
    private static string[] Named(string[] headers)
    {
        var names = Array.ConvertAll(headers, Plain);
        var taken = new HashSet<string>(names.Length);
        for (var index = 0; index < names.Length; index++)
        {
            if (names[index].Length > ImportFileOptions.MaxHeaderCharacters)
                throw TooLong(index + 1);
            if (names[index].Length > 0 && !taken.Add(names[index]))
                names[index] = "";
        }

        for (var index = 0; index < names.Length; index++)
        {
            if (names[index].Length > 0)
                continue;
            names[index] = string.Create(CultureInfo.InvariantCulture, $"Column {index + 1}");
            while (!taken.Add(names[index]))
                names[index] += "'";
        }

        return names;
    }

    private static InvalidDataException TooLong(int column) => new(string.Create(CultureInfo.InvariantCulture,
        $"The name of column {column} has more than {ImportFileOptions.MaxHeaderCharacters} characters. ")
        + "The first line holds the names of the columns.");

    // Names are shown, sent and stored; signs that nobody sees are no part of them.
    private static string Plain(string header) => header.AsSpan().ContainsAnyInRange('\0', '\u001f')
        ? string.Concat(header.Where(sign => !char.IsControl(sign))).Trim() : header;

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
