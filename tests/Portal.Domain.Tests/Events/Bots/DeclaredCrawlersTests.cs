using Portal.Domain.Events.Bots;
using Xunit;

namespace Portal.Domain.Tests.Events.Bots;

public sealed class DeclaredCrawlersTests
{
    private static readonly DeclaredCrawlers Crawlers = new([@"Googlebot\/", @"yandex\.com\/bots", "[wW]get", @"^curl", "HeadlessChrome",
        @"\(PhantomApp\)"]);

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot")]
    [InlineData("Wget/1.21", "Wget")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) Chrome/126 HeadlessChrome/126.0.0.0 Safari/537.36", "HeadlessChrome")]
    [InlineData("Thing (PhantomApp)", "PhantomApp")]
    public void Judge_Listed_IsDeclaredWithItsName(string userAgent, string name) =>
        Assert.Equal((BotScore.Declared, name), Crawlers.Judge(userAgent));

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; ExampleBot/1.0)", "ExampleBot")]
    [InlineData("my-own-crawler (contact@example.com)", "my-own-crawler")]
    [InlineData("SPIDER/3", "SPIDER")]
    public void Judge_CallsItselfABot_IsSelfNamed(string userAgent, string name) =>
        Assert.Equal((BotScore.SelfNamed, name), Crawlers.Judge(userAgent));

    [Theory]
    [InlineData("")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36")]
    [InlineData("Mozilla/5.0 (Linux; Android 13; CUBOT X50 Build/TP1A) Chrome/126.0.0.0 Mobile Safari/537.36")]
    [InlineData("libcurl/8.5.0")]
    public void Judge_NeitherListedNorSelfNamed_IsAPerson(string userAgent)
    {
        var (score, name) = Crawlers.Judge(userAgent);

        Assert.Equal((BotScore.None, null), (score, name));
        Assert.False(BotScore.IsBot(score));
    }
}
