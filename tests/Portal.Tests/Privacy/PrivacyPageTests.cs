using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Features.Privacy;
using Portal.Infrastructure.Privacy;
using Portal.Testing.Hosting;
using Portal.Tests.Tenancy;
using Xunit;

namespace Portal.Tests.Privacy;

public sealed class PrivacyPageTests : SettingsTest, IClassFixture<PortalApp>
{
    public PrivacyPageTests(PortalApp app)
        : base(app)
    {
        Services.AddSingleton(app.Services.GetRequiredService<PrivacyQueries>());
        Services.AddSingleton(app.Services.GetRequiredService<ChooseIpPrivacy>());
    }

    [Fact]
    public async Task Open_NewStore_KeepsNetworksOnly()
    {
        var page = Open(await EnterAsync(StoreRole.Manager));

        Assert.Equal(IpPrivacy.Truncate, page.Find("input:checked").GetAttribute("value"));
        Assert.Equal(IpPrivacy.All, page.FindAll("input[type=radio]").Select(i => i.GetAttribute("value")!));
    }

    [Fact]
    public async Task Save_AnotherChoice_IsKeptAndSaid()
    {
        var store = await EnterAsync(StoreRole.Manager);
        var page = Open(store);

        await page.Find("input[value=drop]").ChangeAsync("drop");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("The choice is saved", Said, StringComparison.Ordinal));
        Assert.Equal(IpPrivacy.Drop, await Get<PrivacyQueries>().IpPrivacyAsync(store.TenantId, Cancel));
    }

    [Fact]
    public async Task Save_RoleTakenMeanwhile_IsRefused()
    {
        var store = await EnterAsync(StoreRole.Viewer);
        var page = Open(store with { Role = StoreRole.Manager });

        await page.Find("input[value=keep]").ChangeAsync("keep");
        await page.Find("form").SubmitAsync();

        Assert.Contains("Your role does not allow this", Said, StringComparison.Ordinal);
        Assert.Equal(IpPrivacy.Truncate, await Get<PrivacyQueries>().IpPrivacyAsync(store.TenantId, Cancel));
    }

    private IRenderedComponent<PrivacyPage> Open(CurrentStore store)
    {
        var page = Render<PrivacyPage>(parameters => parameters.Add(p => p.Current, store).Add(p => p.Store, store.Slug));
        page.WaitForElement("input:checked");
        return page;
    }
}
