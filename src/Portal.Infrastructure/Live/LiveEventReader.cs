using System.Text;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Live;

/// <summary>Reads the words of an event out of its row; done for the few that the live page lists.</summary>
internal static class LiveEventReader
{
    public static LiveEvent Read(in LiveRow row)
    {
        var details = new LiveDetails(row.Properties);
        var amount = row.Revenue.IsEmpty ? CartAmount(row.Kind, details) : NumericFormat.Read(row.Revenue);
        return new(
            Text(row.MessageId)!, Text(row.Name)!, Micros.Instant(row.OccurredAt), Micros.Instant(row.ReceivedAt), Text(row.Path),
            Text(row.OrderId),
            amount, Text(row.Currency) ?? details.Currency, details.Subject ?? Text(row.Title), Place(row), Text(row.Source),
            Text(row.Campaign), Text(row.AnonymousId) ?? Text(row.UserId)!);
    }

    private static decimal? CartAmount(EventKind kind, in LiveDetails details) => kind switch
    {
        EventKind.CartAdded => details.Price * (details.Quantity ?? 1),
        EventKind.Checkout or EventKind.Payment or EventKind.Cart => details.Value,
        _ => null,
    };

    private static string? Place(in LiveRow row)
    {
        var (city, country) = (Text(row.City), Text(row.Country));
        return city is null ? country : country is null ? city : $"{city}, {country}";
    }

    private static string? Text(ReadOnlySpan<byte> field) => field.IsEmpty ? null : Encoding.UTF8.GetString(field);
}
