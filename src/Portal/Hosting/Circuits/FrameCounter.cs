using System.Buffers.Binary;

namespace Portal.Hosting.Circuits;

/// <summary>
/// Counts the frames of a WebSocket in the bytes that a client sends (RFC 6455, section 5.2), those of control frames too, which
/// nobody above it sees.
/// </summary>
internal sealed class FrameCounter
{
    private const int Mask = 4;

    private readonly byte[] _head = new byte[14];
    private int _headLength;
    private ulong _payload;

    /// <summary>How many frames begin in the bytes, which follow those of before.</summary>
    public int Count(ReadOnlySpan<byte> bytes)
    {
        var frames = 0;
        while (bytes.Length > 0)
        {
            if (_payload > 0)
            {
                var skipped = (int)Math.Min(_payload, (ulong)bytes.Length);
                _payload -= (ulong)skipped;
                bytes = bytes[skipped..];
                continue;
            }

            frames += _headLength == 0 ? 1 : 0;
            _head[_headLength++] = bytes[0];
            bytes = bytes[1..];
            if (_headLength >= 2 && _headLength == HeadLength())
            {
                _payload = PayloadLength();
                _headLength = 0;
            }
        }

        return frames;
    }

    private int HeadLength() => 2 + ((_head[1] & 0x7f) switch { 126 => 2, 127 => 8, _ => 0 }) + ((_head[1] & 0x80) != 0 ? Mask : 0);

    private ulong PayloadLength() => (_head[1] & 0x7f) switch
    {
        126 => BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(2)),
        127 => BinaryPrimitives.ReadUInt64BigEndian(_head.AsSpan(2)),
        var length => (ulong)length,
    };
}
