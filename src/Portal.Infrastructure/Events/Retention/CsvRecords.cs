using System.Buffers;

namespace Portal.Infrastructure.Events.Retention;

/// <summary>
/// Reads PostgreSQL's CSV record by record and leaves each as it stands, so that it can be written again unchanged. A record
/// may hold line ends inside quotes. One record is in memory at a time.
/// </summary>
internal sealed class CsvRecords(TextReader source)
{
    private readonly char[] _chunk = new char[1 << 15];
    private readonly ArrayBufferWriter<char> _record = new(1 << 12);
    private readonly List<int> _ends = [];
    private int _at;
    private int _length;

    /// <summary>The record without its line end.</summary>
    public ReadOnlyMemory<char> Record => _record.WrittenMemory;

    /// <summary>The number of fields of the record.</summary>
    public int Count => _ends.Count;

    /// <summary>A field as it stands, with its quotes.</summary>
    public ReadOnlySpan<char> Field(int index)
    {
        var start = index == 0 ? 0 : _ends[index - 1] + 1;
        return _record.WrittenSpan[start.._ends[index]];
    }

    /// <summary>Goes on to the next record.</summary>
    /// <returns>False at the end.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _record.ResetWrittenCount();
        _ends.Clear();
        for (var isQuoted = false; ;)
        {
            if (_at == _length)
            {
                (_at, _length) = (0, await source.ReadAsync(_chunk, cancellationToken));
                if (_length == 0)
                {
                    return End();
                }
            }

            if (Take(ref isQuoted))
            {
                _ends.Add(_record.WrittenCount);
                return true;
            }
        }
    }

    // Doubled quotes open and close again, so counting them is enough.
    private bool Take(ref bool isQuoted)
    {
        var chunk = _chunk.AsSpan(_at, _length - _at);
        for (var index = 0; index < chunk.Length; index++)
        {
            switch (chunk[index])
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    _ends.Add(_record.WrittenCount + index);
                    break;
                case '\n' when !isQuoted:
                    _record.Write(chunk[..index]);
                    _at += index + 1;
                    return true;
            }
        }

        _record.Write(chunk);
        _at = _length;
        return false;
    }

    private bool End()
    {
        if (_record.WrittenCount == 0)
        {
            return false;
        }

        _ends.Add(_record.WrittenCount);
        return true;
    }
}
