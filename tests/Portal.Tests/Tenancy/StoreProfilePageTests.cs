using Bunit;
using Portal.Domain.Tenancy;
using Portal.Features.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Tenancy;

public sealed class StoreProfilePageTests(PortalApp app) : SettingsTest(app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task Save_NoName_SaysSoBesideTheFieldAndKeepsTheStore()
    {
        var store = await EnterAsync(StoreRole.Manager);
        var page = Open(store);
        var before = (await Get<StoreQueries>().ProfileAsync(store.TenantId, Cancel))!.Name;

        await page.Find("#name").ChangeAsync(" ");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Enter the store's name.", page.Find(".error").TextContent, StringComparison.Ordinal));
        Assert.Equal(before, (await Get<StoreQueries>().ProfileAsync(store.TenantId, Cancel))!.Name);
    }

    [Fact]
    public async Task Save_LettersForTheGoal_SavesNothing()
    {
        var store = await EnterAsync(StoreRole.Manager);
        var page = Open(store);

        await page.Find("#name").ChangeAsync("Renamed");
        await page.Find("#dailyRevenueGoal").ChangeAsync("much");
        await page.Find("form").SubmitAsync();

        Assert.Contains("Enter a number", page.Find(".error").TextContent, StringComparison.Ordinal);
        Assert.NotEqual("Renamed", (await Get<StoreQueries>().ProfileAsync(store.TenantId, Cancel))!.Name);
    }

    [Fact]
    public async Task Save_Good_IsKeptAndSaid()
    {
        var store = await EnterAsync(StoreRole.Manager);
        var page = Open(store);

        await page.Find("#name").ChangeAsync("Renamed");
        await page.Find("#dailyRevenueGoal").ChangeAsync("1,500");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("The profile is saved", Said, StringComparison.Ordinal));
        var saved = (await Get<StoreQueries>().ProfileAsync(store.TenantId, Cancel))!;
        Assert.Equal(("Renamed", 1500m), (saved.Name, saved.DailyRevenueGoal));
    }

    [Fact]
    public async Task Save_RoleTakenMeanwhile_IsRefused()
    {
        var store = await EnterAsync(StoreRole.Viewer);
        var page = Open(store with { Role = StoreRole.Manager });

        await page.Find("#name").ChangeAsync("Renamed");
        await page.Find("form").SubmitAsync();

        Assert.Contains("Your role does not allow this", Said, StringComparison.Ordinal);
        Assert.NotEqual("Renamed", (await Get<StoreQueries>().ProfileAsync(store.TenantId, Cancel))!.Name);
    }

    private IRenderedComponent<StoreProfilePage> Open(CurrentStore store) =>
        Render<StoreProfilePage>(parameters => parameters.Add(page => page.Current, store).Add(page => page.Store, store.Slug));
}
