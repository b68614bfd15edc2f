using System.Text;
using Portal.Domain.Events;
using Portal.Infrastructure.Events.Rows;
using Portal.Testing.Events;

namespace Portal.Infrastructure.Tests.Live;

/// <summary>Events as the rows that the writer sends.</summary>
internal static class LiveRows
{
    public static ReadOnlyMemory<byte> Of(long batch, params IEnumerable<TestEvent> events)
    {
        var rows = new CopyRows();
        foreach (var happened in events)
        {
            Write(rows, batch, happened);
        }

        return rows.Bytes;
    }

    private static void Write(CopyRows rows, long batch, TestEvent happened)
    {
        rows.BeginRow(EventColumns.Count);
        rows.Bigint(batch);
        rows.Uuid(Guid.Empty);
        rows.Date(DateOnly.FromDateTime(happened.At));
        rows.Text(happened.MessageId);
        rows.Uuid(Guid.Empty);
        rows.Text("track");
        rows.Text(happened.Name);
        rows.Instant(happened.At);
        rows.Instant(happened.ReceivedAt ?? happened.At);
        Texts(rows, happened.AnonymousId, happened.UserId);
        rows.Bigint(happened.AnonymousId is { } browser ? VisitorId.OfAnonymous(browser) : VisitorId.OfUser(happened.UserId!));
        Texts(rows, null, null, happened.Path, null, null, happened.OrderId);
        if (happened.Revenue is { } revenue)
        {
            rows.Numeric(revenue);
        }
        else
        {
            rows.Null();
        }

        Texts(rows, happened.Currency);
        rows.JsonOrNull(Encoding.UTF8.GetBytes(happened.Properties ?? ""));
        Texts(rows, null, null, happened.Device, happened.Browser, happened.Os);
        rows.Smallint(0);
        rows.Boolean(happened.IsBot);
        Texts(rows, happened.Country, happened.Region, happened.City, happened.Channel, happened.Source, happened.Medium,
            happened.Campaign);
    }

    private static void Texts(CopyRows rows, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            rows.TextOrNull(Encoding.UTF8.GetBytes(text ?? ""));
        }
    }
}
