using System.Runtime.InteropServices;

namespace Portal.Infrastructure.Analytics.Goals;

/// <summary>How often a goal was reached on a day, and by which visitors, as bytes.</summary>
/// <param name="Value">Of the goal's property; 0 without one.</param>
internal sealed record GoalBytes(long Completions, decimal Value, long[] Visitors)
{
    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write7BitEncodedInt64(Completions);
        writer.Write(Value);
        writer.Write(MemoryMarshal.AsBytes(Visitors.AsSpan()));
        writer.Flush();
        return bytes.ToArray();
    }

    public static GoalBytes Read(byte[] written)
    {
        using var bytes = new MemoryStream(written);
        using var reader = new BinaryReader(bytes);
        var (completions, value) = (reader.Read7BitEncodedInt64(), reader.ReadDecimal());
        return new(completions, value, MemoryMarshal.Cast<byte, long>(written.AsSpan((int)bytes.Position)).ToArray());
    }
}
