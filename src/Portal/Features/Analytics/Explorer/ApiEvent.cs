using System.Text.Json;
using Portal.Domain.Analytics.Privacy;
using Portal.Infrastructure.Analytics.Explorer;

namespace Portal.Features.Analytics.Explorer;

/// <summary>An event as programs read it, with personal data masked.</summary>
/// <param name="Visitor">The visitor's number, as text: it has more digits than a JSON number keeps.</param>
/// <param name="Amount">An order's money in its currency.</param>
/// <param name="Properties">As they were sent; of an identify event the traits.</param>
/// <param name="Context">As it was sent.</param>
public sealed record ApiEvent(
    string MessageId, string Type, string Event, DateTimeOffset OccurredAt, DateTimeOffset ReceivedAt, string Visitor, string? AnonymousId,
    string? UserId,
    string? Url, string? Path, string? OrderId, decimal? Amount, string? Currency, string? Device, string? Browser, string? Os,
    string? Country, string? Region, string? City, string? Channel, string? Source, string? Medium, string? Campaign, bool IsBot,
    JsonElement? Properties, JsonElement? Context)
{
    internal static ApiEvent Of(EventRecord item) => new(
        item.MessageId, item.Type, item.Name, item.OccurredAt, item.ReceivedAt,
        item.Visitor.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Text(item.AnonymousId), Text(item.UserId), Text(item.Url), Text(item.Path), item.OrderId, item.Revenue, item.Currency, item.Device,
        item.Browser, item.Os, item.Country, item.Region, item.City, item.Channel, item.Source, item.Medium, item.Campaign, item.IsBot,
        Json(item.Properties, item.IsAboutPerson), Json(item.Context, isTraits: false));

    private static string? Text(string? text) => text is null ? null : PersonalData.MaskText(text);

    private static JsonElement? Json(string? json, bool isTraits)
    {
        if (json is null)
            return null;
        using var document = JsonDocument.Parse(MaskedJson.Write(json, isTraits, isPlain: false, indented: false));
        return document.RootElement.Clone();
    }
}
