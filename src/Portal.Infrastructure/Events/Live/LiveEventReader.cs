using System.Buffers.Binary;
using System.Text;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events.Live;

/// <summary>Reads an event back out of the row that was just written; only done for stores that somebody watches.</summary>
internal static class LiveEventReader
{
    private const long PostgresEpochMicroseconds = 946_684_800_000_000; // 2000-01-01 after 1970-01-01

    public static LiveEvent Read(ReadOnlySpan<byte> row)
    {
        row = row[2..];
        Next(ref row); // batch_id
        Next(ref row); // tenant_id
        Next(ref row); // event_day
        var messageId = Text(Next(ref row))!;
        Next(ref row); // site_id
        Next(ref row); // type
        var name = Text(Next(ref row))!;
        var occurredAt = Instant(Next(ref row));
        var receivedAt = Instant(Next(ref row));
        var anonymousId = Text(Next(ref row));
        var userId = Text(Next(ref row));
        Next(ref row); // visitor
        Next(ref row); // session_id
        Next(ref row); // url
        var path = Text(Next(ref row));
        var title = Text(Next(ref row));
        Next(ref row); // referrer
        var orderId = Text(Next(ref row));
        var revenueField = Next(ref row);
        decimal? revenue = revenueField.IsEmpty ? null : NumericFormat.Read(revenueField);
        var currency = Text(Next(ref row));
        var properties = Next(ref row);
        var context = Next(ref row);
        return new(
            messageId, name, occurredAt, receivedAt, anonymousId ?? userId ?? "", path, orderId, revenue, currency,
            LiveSubject.OfProperties(Json(properties)) ?? title, LiveSubject.Place(Json(context)));
    }

    private static ReadOnlySpan<byte> Json(ReadOnlySpan<byte> field) => field.IsEmpty ? field : field[1..];

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> row)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(row);
        row = row[4..];
        if (length <= 0)
        {
            return default;
        }

        var field = row[..length];
        row = row[length..];
        return field;
    }

    private static string? Text(ReadOnlySpan<byte> field) => field.IsEmpty ? null : Encoding.UTF8.GetString(field);

    private static DateTimeOffset Instant(ReadOnlySpan<byte> field) =>
        DateTimeOffset.UnixEpoch.AddTicks((BinaryPrimitives.ReadInt64BigEndian(field) + PostgresEpochMicroseconds) * 10);
}
