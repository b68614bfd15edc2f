using Bunit;
using Portal.Domain.Tenancy;
using Portal.Features.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Tenancy;

public sealed class ApiTokensPageTests(PortalApp app) : SettingsTest(app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task Create_NoNameAndNoScope_SaysBoth()
    {
        var page = await OpenDialogAsync();

        await page.Find("dialog input[type=checkbox]").ChangeAsync(false);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("dialog .error").Count));
    }

    [Fact]
    public async Task Create_Good_ShowsTheTokenOnceAndListsItsEnd()
    {
        var page = await OpenDialogAsync();

        await page.Find("#name").ChangeAsync("Till");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        var secret = page.Find(".code pre").TextContent;
        Assert.StartsWith("at_", secret, StringComparison.Ordinal);
        Assert.Contains(secret[^4..], page.Find("tbody").TextContent, StringComparison.Ordinal);
        await page.PressAsync("button", "I have copied it");
        Assert.DoesNotContain(secret, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_Confirmed_EndsTheToken()
    {
        var store = await EnterAsync(StoreRole.Manager);
        await Get<CreateApiToken>().RunAsync(store.TenantId, Me, "Till", [ApiScopes.StoreRead], Cancel);
        var page = Open(store);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));

        await AnswerAsync(() => page.PressAsync("button[aria-label='Revoke Till']"), confirm: true);

        Assert.Empty(await Get<ApiTokenQueries>().ListAsync(store.TenantId, Cancel));
    }

    private async Task<IRenderedComponent<ApiTokensPage>> OpenDialogAsync()
    {
        var page = Open(await EnterAsync(StoreRole.Manager));
        await page.PressAsync("button", "Create a token");
        page.WaitForElement("dialog input[type=checkbox]");
        return page;
    }

    private IRenderedComponent<ApiTokensPage> Open(CurrentStore store) =>
        Render<ApiTokensPage>(parameters => parameters.Add(page => page.Current, store).Add(page => page.Store, store.Slug));
}
