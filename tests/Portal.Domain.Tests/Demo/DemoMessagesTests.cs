using System.Text.Json;
using Portal.Domain.Demo;
using Xunit;

namespace Portal.Domain.Tests.Demo;

public sealed class DemoMessagesTests
{
    [Fact]
    public void Batch_EveryKindOfEvent_SpeaksTheWireFormat()
    {
        var events = History.Small.Events.DistinctBy(e => e.Name).ToList();

        using var body = JsonDocument.Parse(DemoMessages.Batch(events));

        var messages = body.RootElement.GetProperty("batch").EnumerateArray().ToList();
        Assert.Equal(events.Select(e => e.MessageId), messages.Select(m => m.GetProperty("messageId").GetString()));
        Assert.All(messages.Zip(events), pair =>
        {
            var (message, told) = pair;
            Assert.Equal(told.Type, message.GetProperty("type").GetString());
            Assert.Equal(told.OccurredAt, message.GetProperty("timestamp").GetDateTimeOffset());
            Assert.True(message.TryGetProperty("anonymousId", out _) || message.TryGetProperty("userId", out _));
            Assert.Equal(told.SessionId, message.GetProperty("context").TryGetProperty("sessionId", out var session) ? session.GetString()
                : null);
            Assert.Equal(told.Url, message.GetProperty("context").TryGetProperty("page", out var page) ? page.GetProperty("url").GetString()
                : null);
        });
    }

    [Fact]
    public void Batch_Names_AreThoseOfTheECommerceEvents()
    {
        var viewed = History.Small.Events.First(e => e.Name == "product_list_viewed");

        using var body = JsonDocument.Parse(DemoMessages.Batch([viewed]));

        Assert.Equal("Product List Viewed", body.RootElement.GetProperty("batch")[0].GetProperty("event").GetString());
    }

    [Fact]
    public void Batch_FirstPageOfATaggedLink_CarriesItsCampaignAndPlace()
    {
        var landed = History.Small.Events.First(e => e.Tags.Length > 0);

        using var body = JsonDocument.Parse(DemoMessages.Batch([landed]));

        var context = body.RootElement.GetProperty("batch")[0].GetProperty("context");
        Assert.NotEmpty(context.GetProperty("campaign").GetProperty("source").GetString()!);
        Assert.Equal(2, context.GetProperty("location").GetProperty("country").GetString()!.Length);
        Assert.Contains("utm_source=", landed.Url);
    }
}
