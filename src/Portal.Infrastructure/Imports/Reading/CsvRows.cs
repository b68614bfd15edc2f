using System.Globalization;
using System.Text;
using Portal.Domain.Shared.Tables;

namespace Portal.Infrastructure.Imports.Reading;

/// <summary>
/// Reads records as RFC 4180 writes them, forgivingly: any line ends, empty lines left out, spaces around a value left out, and a
/// quote in the middle of a value is part of it, since shops' names of goods are full of them. Holds one record, whose size is
/// limited while it is read.
/// </summary>
/// <exception cref="InvalidDataException">Every method that reads: a limit is exceeded, or a quote is never closed.</exception>
internal sealed class CsvRows(TextReader text, char delimiter, ImportFileOptions limits)
{
    private readonly char[] _buffer = new char[1 << 14];
    private readonly StringBuilder _field = new();
    private readonly List<string> _fields = [];
    private int _at;
    private int _length;
    private int _recordLength;
    private bool _isBlank = true;
    private bool _isQuoted;
    private bool _wasQuoted;
    private char _previous;
    private long _lines = 1;
    private long _quoteLine;

    /// <summary>The line of the file on which the latest record began, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The next record; null at the end.</summary>
    public async ValueTask<string[]?> ReadAsync(CancellationToken cancellationToken)
    {
        _fields.Clear();
        _recordLength = 0;
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
        // A line ends with CR, LF or both; the LF of a pair has been dealt with.
        var isPair = character == '\n' && _previous == '\r';
        _previous = character;
        if (character is '\n' or '\r' && !isPair)
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
        else if (character == '"' && _isBlank)
        {
            _field.Clear();
            (_isQuoted, _quoteLine) = (true, _lines);
        }
        else if (character == delimiter)
        {
            EndField();
        }
        else if (character is '\n' or '\r')
        {
            return isPair ? null : EndRecord();
        }
        else
        {
            Append(character);
            _wasQuoted = false;
        }

        return null;
    }

    private void Append(char character)
    {
        if (_field.Length >= limits.MaxCellCharacters)
        {
            throw _isQuoted
                ? Refused($"The quote opened in line {_quoteLine} is not closed within {limits.MaxCellCharacters:N0} characters.")
                : Refused($"A value in line {Line} has more than {limits.MaxCellCharacters:N0} characters.");
        }

        if (++_recordLength > limits.MaxRowCharacters)
            throw Refused($"The row in line {Line} has more than {limits.MaxRowCharacters:N0} characters.");
        _isBlank = _isBlank && char.IsWhiteSpace(character);
        _field.Append(character);
    }

    private void EndField()
    {
        if (_fields.Count == limits.MaxColumns)
            throw Refused($"Line {Line} has more than {limits.MaxColumns:N0} columns.");
        _fields.Add(_field.Length == 0 ? "" : SpreadsheetText.Restore(_field.ToString().TrimStart()).Trim());
        _field.Clear();
        (_wasQuoted, _isBlank) = (false, true);
    }

    private string[]? EndRecord()
    {
        EndField();
        if (_fields is [""])
        {
            _fields.Clear();
            _recordLength = 0;
            Line = _lines;
            return null;
        }

        return [.. _fields];
    }

    private string[]? End()
    {
        if (_isQuoted)
            throw Refused($"The quote opened in line {_quoteLine} is never closed.");
        return _fields.Count == 0 && _field.Length == 0 && !_wasQuoted ? null : EndRecord();
    }

    private static InvalidDataException Refused(FormattableString reason) => new(reason.ToString(CultureInfo.InvariantCulture));
}
