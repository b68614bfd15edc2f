using System.Buffers.Binary;
using System.Text;

namespace Portal.Testing.Circuits;

/// <summary>A change of the screen as the server wrote it; its tables are found from the end.</summary>
internal sealed class RenderBatch(byte[] data)
{
    public const int Element = 1, Text = 2, Attribute = 3, Component = 4, Region = 5, Markup = 8;

    public IEnumerable<(int ComponentId, IReadOnlyList<Edit> Edits)> Updates()
    {
        var table = Table(5);
        for (var index = 0; index < Int(table); index++)
        {
            var diff = Int(table + 4 + (4 * index));
            var edits = Enumerable.Range(0, Int(diff + 4)).Select(number => EditAt(diff + 8 + (16 * number))).ToList();
            yield return (Int(diff), edits);
        }
    }

    public IEnumerable<int> DisposedComponents()
    {
        var table = Table(3);
        return Enumerable.Range(0, Int(table)).Select(index => Int(table + 4 + (4 * index)));
    }

    public Frame FrameAt(int index)
    {
        var at = Table(4) + 4 + (20 * index);
        return new(Int(at), Int(at + 4), Int(at + 8), BinaryPrimitives.ReadInt64LittleEndian(data.AsSpan(at + 12)));
    }

    public string? String(int index)
    {
        if (index < 0)
        {
            return null;
        }

        var at = Int(Table(1) + (4 * index));
        var (length, shift) = (0, 0);
        do
        {
            length |= (data[at] & 0x7f) << shift;
            shift += 7;
        }
        while ((data[at++] & 0x80) != 0);

        return Encoding.UTF8.GetString(data, at, length);
    }

    private Edit EditAt(int at) => new(Int(at), Int(at + 4), Int(at + 8), Int(at + 12));

    private int Table(int fromEnd) => Int(data.Length - (4 * fromEnd));

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(at));

    /// <param name="Target">A frame's index, or where to move.</param>
    /// <param name="Name">A string's index.</param>
    public readonly record struct Edit(int Kind, int Sibling, int Target, int Name);

    /// <param name="First">Length of the subtree, or a string's index.</param>
    /// <param name="Second">A string's index, or a component's id.</param>
    /// <param name="EventHandler">Of an attribute; 0 for none.</param>
    public readonly record struct Frame(int Kind, int First, int Second, long EventHandler);
}
