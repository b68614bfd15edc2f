using Portal.Domain.Events.Channels;
using Xunit;

namespace Portal.Domain.Tests.Events.Channels;

/// <summary>Google Analytics' default channel group, rule by rule.</summary>
public sealed class ChannelRulesTests
{
    [Theory]
    [InlineData("(direct)", "(none)", null, "direct")]
    [InlineData("shopee", "cpc", null, "paid_shopping")]
    [InlineData("newsletter", "ppc", "spring shopping", "paid_shopping")]
    [InlineData("google", "cpc", null, "paid_search")]
    [InlineData("google", "cpm", null, "paid_search")]
    [InlineData("bing.com", "paidsearch", null, "paid_search")]
    [InlineData("fb", "paid_social", null, "paid_social")]
    [InlineData("instagram", "cpc", null, "paid_social")]
    [InlineData("youtube", "cpv-cpc", null, "paid_video")]
    [InlineData("somewhere", "display", null, "display")]
    [InlineData("somewhere", "banner", null, "display")]
    [InlineData("somewhere", "cpm", null, "display")]
    [InlineData("somewhere", "retargeting", null, "paid_other")]
    [InlineData("somewhere", "cpa", null, "paid_other")]
    [InlineData("tokopedia", null, null, "organic_shopping")]
    [InlineData("newsletter", "link", "e-shop week", "organic_shopping")]
    [InlineData("newsletter", "email", "workshop", "email")]
    [InlineData("tiktok", "creator", null, "organic_social")]
    [InlineData("somewhere", "social-media", null, "organic_social")]
    [InlineData("vimeo", null, null, "organic_video")]
    [InlineData("somewhere", "videowall", null, "organic_video")]
    [InlineData("google", null, null, "organic_search")]
    [InlineData("somewhere", "organic", null, "organic_search")]
    [InlineData("partner.example", "referral", null, "referral")]
    [InlineData("somewhere", "app", null, "referral")]
    [InlineData("newsletter", "e-mail", null, "email")]
    [InlineData("email", null, null, "email")]
    [InlineData("awin", "affiliate", null, "affiliates")]
    [InlineData("podcast", "audio", null, "audio")]
    [InlineData("sms", null, null, "sms")]
    [InlineData("somewhere", "webpush", null, "push")]
    [InlineData("firebase", null, null, "push")]
    [InlineData("whatsapp", null, null, "chat")]
    [InlineData("somewhere", "chat", null, "chat")]
    [InlineData("chatgpt", "referral", null, "referral")]
    [InlineData("flyer", "qr", "autumn", "unassigned")]
    [InlineData(null, null, "autumn", "unassigned")]
    public void ChannelOf_SourceMediumAndCampaign_FollowsTheFirstRuleThatFits(
        string? source, string? medium, string? campaign, string channel)
    {
        Assert.Equal(channel, ChannelRules.ChannelOf(source, medium, campaign));
        Assert.Contains(channel, Channel.All);
    }
}
