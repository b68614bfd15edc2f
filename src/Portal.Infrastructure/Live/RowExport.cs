using System.Buffers;
using System.Buffers.Binary;
using Npgsql;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Live;

/// <summary>
/// Reads events by binary COPY, in the very layout in which they are written, so that one reader serves both. Columns that
/// live figures do not look at come empty.
/// </summary>
internal static class RowExport
{
    /// <summary>With the words that the list of the last events shows.</summary>
    public const string Columns = """
        batch_id, tenant_id, null::date, message_id, null::uuid, null::text, name, occurred_at, received_at, anonymous_id, user_id, visitor,
        null::text, null::text, path, title, null::text, order_id, revenue, currency, properties, null::jsonb,
        null::text, null::text, null::text, null::text, null::smallint, is_bot, country, null::text, city, channel, source, null::text, campaign
        """;

    /// <summary>With what counts only.</summary>
    public const string FewColumns = """
        batch_id, tenant_id, null::date, ''::text, null::uuid, null::text, name, occurred_at, received_at, null::text, null::text, visitor,
        null::text, null::text, case when name = 'page_viewed' then path end, null::text, null::text, null::text, null::numeric, null::text,
          null::jsonb, null::jsonb,
        null::text, null::text, null::text, null::text, null::smallint, is_bot, country, null::text, null::text, channel, null::text, null::text, null::text
        """;

    private const int HeaderBytes = 19;
    private const int PieceBytes = 256 * 1024;

    /// <summary>Reads the rows of a query over these columns.</summary>
    /// <param name="query">Holds values of ours only; COPY takes no parameters.</param>
    /// <param name="onRows">Takes some whole rows, which are gone when it returns.</param>
    public static async Task ReadAsync(
        NpgsqlConnection connection, string query, Action<ReadOnlyMemory<byte>> onRows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy ({query}) to stdout (format binary)", cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            await copy.ReadExactlyAsync(buffer.AsMemory(0, HeaderBytes), cancellationToken);
            var filled = 0;
            while (await copy.ReadAsync(buffer.AsMemory(filled), cancellationToken) is var read and > 0)
            {
                filled += read;
                var whole = WholeRows(buffer.AsSpan(0, filled));
                if (whole > 0)
                {
                    onRows(buffer.AsMemory(0, whole));
                    buffer.AsSpan(whole, filled - whole).CopyTo(buffer);
                    filled -= whole;
                }

                if (filled == buffer.Length)
                {
                    buffer = Larger(buffer);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The bytes of all rows that are complete; the end mark, a count of -1, is none.
    private static int WholeRows(ReadOnlySpan<byte> bytes)
    {
        var whole = 0;
        while (bytes.Length - whole >= 2 && BinaryPrimitives.ReadInt16BigEndian(bytes[whole..]) == EventColumns.Count)
        {
            var at = whole + 2;
            for (var field = 0; field < EventColumns.Count; field++)
            {
                if (bytes.Length - at < 4)
                {
                    return whole;
                }

                at += 4 + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes[at..]));
            }

            if (at > bytes.Length)
            {
                return whole;
            }

            whole = at;
        }

        return whole;
    }

    private static byte[] Larger(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
