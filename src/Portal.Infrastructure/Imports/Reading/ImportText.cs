using System.Text;

namespace Portal.Infrastructure.Imports.Reading;

/// <summary>
/// Opens a file as text, whatever it is written in: gzip or not, UTF-8 or UTF-16 by its first bytes; and where bytes are no
/// UTF-8, they are read as Windows-1252, which is what spreadsheets then mean.
/// </summary>
internal static class ImportText
{
    private const int SampleBytes = 4096;

    static ImportText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="InvalidDataException">It is no text.</exception>
    public static async Task<StreamReader> OpenAsync(Stream file, ImportFileOptions limits, CancellationToken cancellationToken)
    {
        var (start, plain) = await PeekAsync(file, cancellationToken);
        try
        {
            if (start is [0x1F, 0x8B, ..])
            {
                plain = new UnpackedStream(plain, limits);
                (start, plain) = await PeekAsync(plain, cancellationToken);
            }

            if (KnownFormat.Of(start) is { } format)
                throw new InvalidDataException($"It is {format}, not CSV.");
            return new(plain, EncodingOf(start), detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 14);
        }
        catch
        {
            await plain.DisposeAsync();
            throw;
        }
    }

    private static Encoding EncodingOf(byte[] start)
    {
        // Without a mark, text in UTF-16 shows by the zeros beside its plain letters.
        var (even, odd) = (0, 0);
        for (var index = 0; index < start.Length; index++)
        {
            if (start[index] == 0)
                _ = index % 2 == 0 ? even++ : odd++;
        }

        if (odd > start.Length / 5)
            return Encoding.Unicode;
        return even > start.Length / 5 ? Encoding.BigEndianUnicode
            : Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new WindowsFallback());
    }

    private static async Task<(byte[] Start, Stream Whole)> PeekAsync(Stream stream, CancellationToken cancellationToken)
    {
        var start = new byte[SampleBytes];
        var length = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        return (start[..length], new PrefixedStream(start[..length], stream));
    }

    private sealed class WindowsFallback : DecoderFallback
    {
        // What 1252 leaves undefined stays a control character, as in the WHATWG Encoding Standard.
        private static readonly string Characters = Encoding.GetEncoding(1252)
            .GetString([.. Enumerable.Range(0, 256).Select(value => (byte)value)]);

        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        // A file may consist of such bytes alone, so none of them allocates.
        private sealed class Buffer : DecoderFallbackBuffer
        {
            private byte[] _bytes = [];
            private int _at;

            public override int Remaining => _bytes.Length - _at;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                (_bytes, _at) = (bytesUnknown, 0);
                return true;
            }

            public override char GetNextChar() => _at < _bytes.Length ? Characters[_bytes[_at++]] : '\0';

            public override bool MovePrevious()
            {
                if (_at == 0)
                    return false;
                _at--;
                return true;
            }

            public override void Reset() => (_bytes, _at) = ([], 0);
        }
    }
}
