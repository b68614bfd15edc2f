using System.Buffers.Binary;
using System.Text;

namespace Portal.Benchmarks.Live;

/// <summary>
/// A batch of changes to a page, as the server sends it: tables whose places stand at its end (ASP.NET Core source,
/// <c>RenderBatchWriter</c>).
/// </summary>
internal static class RenderBatch
{
    private const int FrameBytes = 20;
    private const int AttributeFrame = 3;

    /// <summary>The value that an attribute of this name gets in the batch; null when it stays as it is.</summary>
    public static string? AttributeOf(ReadOnlySpan<byte> batch, string name)
    {
        var frames = Number(batch, batch.Length - 16);
        var strings = Number(batch, batch.Length - 4);
        string? value = null;
        for (var index = 0; index < Number(batch, frames); index++)
        {
            var frame = batch.Slice(frames + 4 + (index * FrameBytes), FrameBytes);
            if (Number(frame, 0) == AttributeFrame && Text(batch, strings, Number(frame, 4)) == name)
            {
                value = Text(batch, strings, Number(frame, 8)) ?? value;
            }
        }

        return value;
    }

    private static string? Text(ReadOnlySpan<byte> batch, int strings, int index)
    {
        if (index < 0)
        {
            return null;
        }

        var at = Number(batch, strings + (index * 4));
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            length |= (batch[at] & 0x7F) << shift;
            if (batch[at++] < 0x80)
            {
                return Encoding.UTF8.GetString(batch.Slice(at, length));
            }
        }
    }

    private static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
}
