using System.IO.Compression;
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

    public static async Task<StreamReader> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        var (start, plain) = await PeekAsync(file, cancellationToken);
        if (start is [0x1F, 0x8B, ..])
            (start, plain) = await PeekAsync(new GZipStream(plain, CompressionMode.Decompress), cancellationToken);
        return new(plain, EncodingOf(start), detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
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
        return even > start.Length / 5 ? Encoding.BigEndianUnicode : Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new WindowsFallback());
    }

    private static async Task<(byte[] Start, Stream Whole)> PeekAsync(Stream stream, CancellationToken cancellationToken)
    {
        var start = new byte[SampleBytes];
        var length = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        return (start[..length], new PrefixedStream(start[..length], stream));
    }

    private sealed class WindowsFallback : DecoderFallback
    {
        private static readonly Encoding Windows = Encoding.GetEncoding(1252);

        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : DecoderFallbackBuffer
        {
            private string _characters = "";
            private int _at;

            public override int Remaining => _characters.Length - _at;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                (_characters, _at) = (Windows.GetString(bytesUnknown), 0);
                return true;
            }

            public override char GetNextChar() => _at < _characters.Length ? _characters[_at++] : '\0';

            public override bool MovePrevious()
            {
                if (_at == 0)
                    return false;
                _at--;
                return true;
            }

            public override void Reset() => (_characters, _at) = ("", 0);
        }
    }
}
