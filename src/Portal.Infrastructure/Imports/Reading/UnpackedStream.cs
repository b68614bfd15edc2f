using System.Globalization;
using System.IO.Compression;

namespace Portal.Infrastructure.Imports.Reading;

/// <summary>
/// A gzip file as it is unpacked. Ends with an error once it has become larger than a file may be, or far larger than its packed
/// form, and where it was cut off.
/// </summary>
internal sealed class UnpackedStream : ForwardStream
{
    private const int BufferBytes = 1 << 14;

    // GZipStream takes the end of a file that was cut off for its end. A member of our own behind the file shows the difference:
    // its content comes out only when all before it was whole.
    private static readonly byte[] Mark = "the end of a file"u8.ToArray();
    private static readonly byte[] PackedMark = Pack(Mark);

    private readonly PackedStream _packed;
    private readonly GZipStream _unpacked;
    private readonly ImportFileOptions _limits;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _at;
    private int _length;
    private long _bytes;
    private bool _isEnded;

    public UnpackedStream(Stream packed, ImportFileOptions limits)
    {
        _packed = new(packed);
        _unpacked = new(_packed, CompressionMode.Decompress);
        _limits = limits;
    }

    /// <exception cref="InvalidDataException">It is no gzip, was cut off, or exceeds a limit.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // What may be the mark is held back until it is known.
        while (_length - _at <= Mark.Length && !_isEnded)
            await FillAsync(cancellationToken);
        var length = Math.Min(buffer.Length, _length - _at - (_isEnded ? 0 : Mark.Length));
        _buffer.AsSpan(_at, length).CopyTo(buffer.Span);
        _at += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_at, _length - _at).CopyTo(_buffer);
        (_at, _length) = (0, _length - _at);
        var read = await _unpacked.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
        (_length, _bytes, _isEnded) = (_length + read, _bytes + read, read == 0);
        if (_bytes > _limits.MaxUnpackedBytes)
            throw Refused($"Unpacked it has more than {_limits.MaxUnpackedMegabytes:N0} MB.");
        if (_bytes > ImportFileOptions.RatioBytes && _bytes / ImportFileOptions.MaxRatio > _packed.BytesRead)
            throw Refused($"Unpacked it is more than {ImportFileOptions.MaxRatio} times as large as packed. Send it without gzip.");
        if (!_isEnded)
            return;
        if (!_buffer.AsSpan(0, _length).EndsWith(Mark))
            throw Refused($"The gzip file is not complete.");
        _length -= Mark.Length;
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }

    private static InvalidDataException Refused(FormattableString reason) => new(reason.ToString(CultureInfo.InvariantCulture));

    /// <summary>The file with the packed mark behind it.</summary>
    private sealed class PackedStream(Stream inner) : ForwardStream
    {
        private int _marked;

        /// <summary>Bytes of the file that were read.</summary>
        public long BytesRead { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var length = _marked > 0 ? 0 : await inner.ReadAsync(buffer, cancellationToken);
            BytesRead += length;
            if (length > 0)
                return length;
            length = Math.Min(buffer.Length, PackedMark.Length - _marked);
            PackedMark.AsSpan(_marked, length).CopyTo(buffer.Span);
            _marked += length;
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
