using System.Text;

namespace Portal.Infrastructure.Imports.Reading;

/// <summary>
/// Reads records as RFC 4180 writes them, forgivingly: any line ends, empty lines left out, spaces around a value left out, and a
/// quote in the middle of a value is part of it, since shops' names of goods are full of them. Holds one record.
/// </summary>
internal sealed class CsvRows(TextReader text, char delimiter)
{
    private const int LongestField = 100_000;

    private readonly char[] _buffer = new char[1 << 16];
    private readonly StringBuilder _field = new();
    private readonly List<string> _fields = [];
    private int _at;
    private int _length;
    private bool _isQuoted;
    private bool _wasQuoted;
    private long _lines = 1;

    /// <summary>The line of the file on which the latest record began, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The next record; null at the end.</summary>
    /// <exception cref="InvalidDataException">A quote is never closed.</exception>
    public async ValueTask<string[]?> ReadAsync(CancellationToken cancellationToken)
    {
        _fields.Clear();
        Line = _lines;
        while (true)
        {
            if (_at == _length)
            {
                (_at, _length) = (0, await text.ReadAsync(_buffer, cancellationToken));
                if (_length == 0)
                    return End();
            }

            while (_at < _length)
            {
                if (Take(_buffer[_at++]) is { } record)
                    return record;
            }
        }
    }

    private string[]? Take(char character)
    {
        if (character == '\n')
            _lines++;
        if (_isQuoted)
        {
            // A quote ends the value, unless another one follows: then the two are one.
            if (character == '"')
                (_isQuoted, _wasQuoted) = (false, true);
            else
                Append(character);
        }
        else if (character == '"' && _wasQuoted)
        {
            Append('"');
            _isQuoted = true;
        }
        else if (character == '"' && IsBlank())
        {
            _field.Clear();
            _isQuoted = true;
        }
        else if (character == delimiter)
        {
            EndField();
        }
        else if (character == '\n')
        {
            return EndRecord();
        }
        else if (character != '\r')
        {
            Append(character);
            _wasQuoted = false;
        }

        return null;
    }

    private void Append(char character)
    {
        if (_field.Length >= LongestField)
            throw new InvalidDataException($"In line {Line} a quote is not closed.");
        _field.Append(character);
    }

    private bool IsBlank()
    {
        for (var index = 0; index < _field.Length; index++)
        {
            if (!char.IsWhiteSpace(_field[index]))
                return false;
        }

        return true;
    }

    private void EndField()
    {
        _fields.Add(_field.ToString().Trim());
        _field.Clear();
        _wasQuoted = false;
    }

    private string[]? EndRecord()
    {
        EndField();
        if (_fields is [""])
        {
            _fields.Clear();
            Line = _lines;
            return null;
        }

        return [.. _fields];
    }

    private string[]? End()
    {
        _isQuoted = false;
        return _fields.Count == 0 && _field.Length == 0 && !_wasQuoted ? null : EndRecord();
    }
}
