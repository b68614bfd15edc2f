using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Portal.Testing.Circuits;

/// <summary>The part of MessagePack that circuits speak: nil, booleans, numbers, text, bytes, arrays and maps with text keys.</summary>
public static class MessagePack
{
    /// <summary>Writes a value: null, bool, int, long, double, string, byte[], an array or a dictionary of those.</summary>
    public static void Write(IBufferWriter<byte> target, object? value)
    {
        switch (value)
        {
            case null:
                WriteByte(target, 0xc0);
                break;
            case bool flag:
                WriteByte(target, flag ? (byte)0xc3 : (byte)0xc2);
                break;
            case int number:
                WriteInteger(target, number);
                break;
            case long number:
                WriteInteger(target, number);
                break;
            case double number:
                WriteByte(target, 0xcb);
                BinaryPrimitives.WriteDoubleBigEndian(target.GetSpan(8), number);
                target.Advance(8);
                break;
            case string text:
                WriteBlock(target, 0xdb, Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                WriteBlock(target, 0xc6, bytes);
                break;
            case IReadOnlyDictionary<string, object?> map:
                WriteLength(target, 0xdf, map.Count);
                foreach (var (key, item) in map)
                {
                    Write(target, key);
                    Write(target, item);
                }

                break;
            case object?[] items:
                WriteLength(target, 0xdd, items.Length);
                foreach (var item in items)
                {
                    Write(target, item);
                }

                break;
            default:
                throw new ArgumentException($"{value.GetType()} is not a value of a circuit's message.", nameof(value));
        }
    }

    /// <summary>Reads one value and moves past it; whole numbers are long.</summary>
    public static object? Read(ref ReadOnlySpan<byte> source)
    {
        var kind = source[0];
        source = source[1..];
        return kind switch
        {
            <= 0x7f => (long)kind,
            <= 0x8f => ReadMap(ref source, kind & 0x0f),
            <= 0x9f => ReadArray(ref source, kind & 0x0f),
            <= 0xbf => ReadText(ref source, kind & 0x1f),
            0xc0 => null,
            0xc2 => false,
            0xc3 => true,
            0xc4 => Take(ref source, (int)ReadUnsigned(ref source, 1)).ToArray(),
            0xc5 => Take(ref source, (int)ReadUnsigned(ref source, 2)).ToArray(),
            0xc6 => Take(ref source, (int)ReadUnsigned(ref source, 4)).ToArray(),
            0xca => (double)BinaryPrimitives.ReadSingleBigEndian(Take(ref source, 4)),
            0xcb => BinaryPrimitives.ReadDoubleBigEndian(Take(ref source, 8)),
            0xcc => (long)ReadUnsigned(ref source, 1),
            0xcd => (long)ReadUnsigned(ref source, 2),
            0xce => (long)ReadUnsigned(ref source, 4),
            0xcf => (long)ReadUnsigned(ref source, 8),
            0xd0 => (long)(sbyte)ReadUnsigned(ref source, 1),
            0xd1 => (long)(short)ReadUnsigned(ref source, 2),
            0xd2 => (long)(int)ReadUnsigned(ref source, 4),
            0xd3 => (long)ReadUnsigned(ref source, 8),
            0xd9 => ReadText(ref source, (int)ReadUnsigned(ref source, 1)),
            0xda => ReadText(ref source, (int)ReadUnsigned(ref source, 2)),
            0xdb => ReadText(ref source, (int)ReadUnsigned(ref source, 4)),
            0xdc => ReadArray(ref source, (int)ReadUnsigned(ref source, 2)),
            0xdd => ReadArray(ref source, (int)ReadUnsigned(ref source, 4)),
            0xde => ReadMap(ref source, (int)ReadUnsigned(ref source, 2)),
            0xdf => ReadMap(ref source, (int)ReadUnsigned(ref source, 4)),
            >= 0xe0 => (long)(sbyte)kind,
            _ => throw new InvalidDataException($"A circuit's message holds a value of kind 0x{kind:x2}."),
        };
    }

    private static void WriteInteger(IBufferWriter<byte> target, long number)
    {
        WriteByte(target, 0xd3);
        BinaryPrimitives.WriteInt64BigEndian(target.GetSpan(8), number);
        target.Advance(8);
    }

    private static void WriteBlock(IBufferWriter<byte> target, byte kind, byte[] content)
    {
        WriteLength(target, kind, content.Length);
        target.Write(content);
    }

    private static void WriteLength(IBufferWriter<byte> target, byte kind, int length)
    {
        WriteByte(target, kind);
        BinaryPrimitives.WriteInt32BigEndian(target.GetSpan(4), length);
        target.Advance(4);
    }

    private static void WriteByte(IBufferWriter<byte> target, byte value)
    {
        target.GetSpan(1)[0] = value;
        target.Advance(1);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> source, int length)
    {
        var taken = source[..length];
        source = source[length..];
        return taken;
    }

    private static ulong ReadUnsigned(ref ReadOnlySpan<byte> source, int bytes)
    {
        ulong value = 0;
        foreach (var part in Take(ref source, bytes))
        {
            value = (value << 8) | part;
        }

        return value;
    }

    private static string ReadText(ref ReadOnlySpan<byte> source, int length) => Encoding.UTF8.GetString(Take(ref source, length));

    private static object?[] ReadArray(ref ReadOnlySpan<byte> source, int count)
    {
        var items = new object?[count];
        for (var index = 0; index < count; index++)
        {
            items[index] = Read(ref source);
        }

        return items;
    }

    private static Dictionary<string, object?> ReadMap(ref ReadOnlySpan<byte> source, int count)
    {
        var map = new Dictionary<string, object?>(count);
        for (var index = 0; index < count; index++)
        {
            var key = (string)Read(ref source)!;
            map[key] = Read(ref source);
        }

        return map;
    }
}
