using System.Text;
using Portal.Domain.Events.Channels;
using Xunit;

namespace Portal.Domain.Tests.Events.Channels;

public sealed class TouchTests
{
    private const string Page = "https://www.shop.example/p/1";

    [Theory]
    [InlineData(Page, "")]
    [InlineData(Page + "?color=red&size=m", "")]
    [InlineData(Page, "https://www.shop.example/")]
    [InlineData(Page, "https://checkout.shop.example/thanks")]
    [InlineData(Page, "https://SHOP.example/")]
    [InlineData("https://other.example/", "https://blog.mysite.example/")]
    [InlineData("", "https://mysite.example/")]
    [InlineData(Page + "?utm_source=", "")]
    [InlineData(Page + "#utm_source=x", "")]
    [InlineData(Page, "about:blank")]
    public void Of_WithinTheSite_IsNone(string url, string referrer) => Assert.Null(Of(url, referrer));

    [Theory]
    [InlineData("https://www.google.com/", "google", "organic", "organic_search")]
    [InlineData("https://www.google.co.id/", "google", "organic", "organic_search")]
    [InlineData("https://id.search.yahoo.com/search", "yahoo", "organic", "organic_search")]
    [InlineData("https://docs.google.com/document", "docs.google.com", "referral", "referral")]
    [InlineData("https://mail.google.com/", "gmail", "email", "email")]
    [InlineData("android-app://com.google.android.gm/", "gmail", "email", "email")]
    [InlineData("https://l.facebook.com/", "facebook", "social", "organic_social")]
    [InlineData("https://t.co/abc", "x", "social", "organic_social")]
    [InlineData("https://t.me/", "telegram", "chat", "chat")]
    [InlineData("https://m.youtube.com/watch?v=1", "youtube", "video", "organic_video")]
    [InlineData("https://shopee.co.id/", "shopee", "organic", "organic_shopping")]
    [InlineData("https://chatgpt.com/", "chatgpt", "referral", "referral")]
    [InlineData("https://www.Majalah-Kopi.example/artikel", "majalah-kopi.example", "referral", "referral")]
    [InlineData("https://google.evil.example/", "google.evil.example", "referral", "referral")]
    [InlineData("http://192.168.1.20:8080/", "192.168.1.20", "referral", "referral")]
    public void Of_ReferrerAlone_NamesItsSite(string referrer, string source, string medium, string channel) =>
        Assert.Equal(new(channel, source, medium, null), Of(Page, referrer));

    [Theory]
    [InlineData("?utm_source=Newsletter&utm_medium=Email&utm_campaign=Harvest%20Week+2", "newsletter", "email", "Harvest Week 2", "email")]
    [InlineData("?a=1&utm_campaign=x&utm_source=instagram&utm_medium=paid_social#top", "instagram", "paid_social", "x", "paid_social")]
    [InlineData("?utm_source=google&utm_medium=cpc&gclid=abc", "google", "cpc", null, "paid_search")]
    [InlineData("?utm_source=tiktok&utm_medium=social&ttclid=abc", "tiktok", "social", null, "organic_social")]
    [InlineData("?utm_id=77", null, null, null, "unassigned")]
    [InlineData("?utm_source=%E3%81%82%00%0A", "あ", null, null, "unassigned")]
    [InlineData("?utm_source=100%&utm_medium=email", "100%", "email", null, "email")]
    public void Of_Tags_AreWhatTheShopWrote(string query, string? source, string? medium, string? campaign, string channel) =>
        Assert.Equal(new(channel, source, medium, campaign), Of(Page + query, ""));

    [Theory]
    [InlineData("?gclid=a", "", "google", "cpc", "paid_search")]
    [InlineData("?gbraid=a", "https://www.google.com/", "google", "cpc", "paid_search")]
    [InlineData("?dclid=a", "", "dv360", "cpm", "display")]
    [InlineData("?msclkid=a", "", "bing", "cpc", "paid_search")]
    [InlineData("?ttclid=a", "", "tiktok", "paid_social", "paid_social")]
    [InlineData("?ScCid=a", "", "snapchat", "paid_social", "paid_social")]
    [InlineData("?awc=a", "https://blog.example/", "awin", "affiliate", "affiliates")]
    [InlineData("?fbclid=a", "", "facebook", "social", "organic_social")]
    [InlineData("?fbclid=a", "https://l.instagram.com/", "instagram", "social", "organic_social")]
    [InlineData("?fbclid=a", "https://blog.example/", "facebook", "social", "organic_social")]
    [InlineData("?fbclid=a&gclid=b", "", "google", "cpc", "paid_search")]
    [InlineData("?srsltid=a", "https://www.google.com/", "google", "organic", "organic_search")]
    public void Of_ClickId_NamesTheSystemThatAddedIt(string query, string referrer, string source, string medium, string channel) =>
        Assert.Equal(new(channel, source, medium, null), Of(Page + query, referrer));

    [Fact]
    public void Of_OnlyACampaignsName_TakesTheRestFromTheReferrer() =>
        Assert.Equal(new(Channel.OrganicSearch, "google", "organic", "autumn"),
            Of(Page + "?utm_campaign=autumn", "https://www.google.com/"));

    [Fact]
    public void Of_CampaignThatTheSenderNames_CountsInsteadOfTheTags()
    {
        var signs = new TouchSigns(Utf8(Page + "?utm_source=old&utm_medium=old"), default, default);
        signs.Name("Partner"u8, "affiliate"u8, "50%+more"u8);

        Assert.Equal(new(Channel.Affiliates, "partner", "affiliate", "50%+more"), Touch.Of(signs));
    }

    [Fact]
    public void Of_EndlessText_IsCutBetweenCharacters()
    {
        var touch = Of(Page + "?utm_source=x&utm_campaign=" + new string('a', 199) + Uri.EscapeDataString("🛒🛒"), "");

        Assert.Equal(new string('a', 199), touch!.Campaign);
    }

    [Fact]
    public void WriteKey_SignsOfAnotherMeaning_Differ()
    {
        string[] keys =
        [
            Key(Page + "?utm_source=a&utm_medium=b", ""), Key(Page + "?utm_source=ab", ""), Key(Page + "?utm_medium=ab", ""),
            Key(Page + "?gclid=1", ""),
            Key(Page + "?wbraid=1", ""), Key(Page, "https://a.example/"), Key(Page, "https://b.example/"),
            Key("https://b.example/", "https://a.example/"),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(Key(Page + "?gclid=1", ""), Key("https://shop.example/other?gclid=2&x=3", ""));
    }

    private static Touch? Of(string url, string referrer)
    {
        var signs = new TouchSigns(Utf8(url), Utf8(referrer), "mysite.example"u8);
        return Touch.Of(signs);
    }

    private static string Key(string url, string referrer)
    {
        var key = new byte[1000];
        return Convert.ToHexString(key.AsSpan(0, new TouchSigns(Utf8(url), Utf8(referrer), "mysite.example"u8).WriteKey(key)));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
