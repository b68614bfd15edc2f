using System.Net;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Hosting;

public sealed class StatusPagesTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Theory]
    [InlineData("/nothing-here", HttpStatusCode.NotFound, "There is no such page")]
    [InlineData("/s/nobody", HttpStatusCode.NotFound, "There is no such page")]
    [InlineData("/account/sessions?x=%00", HttpStatusCode.BadRequest, "The address or the form holds something that cannot be read.")]
    public async Task Page_OfAStatus_IsWholeHoweverLongItsReadingTakes(string path, HttpStatusCode status, string words)
    {
        var email = $"{Guid.NewGuid():N}@status.example";
        await app.StoreAsync("Status", email);
        var pages = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var browser = await app.SignedInAsync(email);
            var seen = new List<(HttpStatusCode, bool)>();
            for (var time = 0; time < 10; time++)
            {
                await browser.OpenAsync(path);
                seen.Add((browser.Status, browser.Text.Contains(words, StringComparison.Ordinal)));
            }

            return seen;
        }));

        Assert.All(pages.SelectMany(page => page), page => Assert.Equal((status, true), page));
    }
}
