using Portal.Domain.Analytics.Paths;

namespace Portal.Infrastructure.Analytics.Paths;

/// <summary>A day's counted paths as bytes: the sessions, then each move with its level, ends and sessions.</summary>
internal static class PathBytes
{
    private const byte HasFrom = 0x40;
    private const byte HasTo = 0x80;

    public static byte[] Write(PathCounter counted)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write7BitEncodedInt64(counted.Sessions);
        writer.Write7BitEncodedInt(counted.Moves.Count);
        foreach (var (move, sessions) in counted.Moves)
        {
            writer.Write((byte)(move.Level | (move.From is null ? 0 : HasFrom) | (move.To is null ? 0 : HasTo)));
            if (move.From is { } from)
                writer.Write(from);
            if (move.To is { } to)
                writer.Write(to);
            writer.Write7BitEncodedInt64(sessions);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Adds what the bytes tell to a count.</summary>
    public static void AddTo(PathCounter counted, byte[] written)
    {
        using var reader = new BinaryReader(new MemoryStream(written));
        counted.Add(reader.Read7BitEncodedInt64(), Moves(reader, reader.Read7BitEncodedInt()));
    }

    private static IEnumerable<KeyValuePair<PathCounter.Move, long>> Moves(BinaryReader reader, int count)
    {
        for (; count > 0; count--)
        {
            var head = reader.ReadByte();
            long? from = (head & HasFrom) == 0 ? null : reader.ReadInt64();
            long? to = (head & HasTo) == 0 ? null : reader.ReadInt64();
            yield return new(new(head & ~(HasFrom | HasTo), from, to), reader.Read7BitEncodedInt64());
        }
    }
}
