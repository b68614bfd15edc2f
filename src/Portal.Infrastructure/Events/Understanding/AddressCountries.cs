using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Text;

namespace Portal.Infrastructure.Events.Understanding;

/// <summary>
/// The country to which an address was given, by the registries' delegations (npm <c>@ip-location-db/asn-country</c>,
/// from data of the Number Resource Organization, CC BY 4.0). It is where the network is registered, which for a
/// company's network or a proxy is not where the person sits. Ranges lie in sorted arrays and are found by binary
/// search; loaded at the first question, they take about two megabytes.
/// </summary>
internal sealed class AddressCountries
{
    private readonly Lazy<Tables> _tables = new(Load);

    /// <summary>Two letters of ISO 3166-1 in UTF-8; empty when the address is nobody's, private or local.</summary>
    public ReadOnlySpan<byte> Find(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        var tables = _tables.Value;
        var owner = length == 4
            ? Owner(tables.V4, tables.V4Owners, BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : Owner(tables.V6, tables.V6Owners, BinaryPrimitives.ReadUInt64BigEndian(bytes));
        return owner == 0 ? default : tables.Countries.AsSpan(owner * 2, 2);
    }

    private static byte Owner<T>(T[] starts, byte[] owners, T value)
        where T : IComparable<T>
    {
        var index = starts.AsSpan().BinarySearch(value);
        return owners[index < 0 ? ~index - 1 : index];
    }

    private static Tables Load()
    {
        using var packed = new BrotliStream(EventResources.Open("countries.bin"), CompressionMode.Decompress);
        using var buffered = new BufferedStream(packed, 1 << 16);
        using var reader = new BinaryReader(buffered, Encoding.UTF8);
        var countries = reader.ReadBytes(reader.ReadByte() * 2);
        var v4 = ReadStarts(reader, distance => (uint)distance);
        var v4Owners = reader.ReadBytes(v4.Length);
        var v6 = ReadStarts(reader, distance => distance);
        return new(countries, v4, v4Owners, v6, reader.ReadBytes(v6.Length));
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

    /// <param name="V6">Upper halves: no registry gives out less than a /64.</param>
    private sealed record Tables(byte[] Countries, uint[] V4, byte[] V4Owners, ulong[] V6, byte[] V6Owners);
}
