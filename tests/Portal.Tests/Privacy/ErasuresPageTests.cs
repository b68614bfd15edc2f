using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Events;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Features.Privacy;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Privacy;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Portal.Tests.Tenancy;
using Xunit;

namespace Portal.Tests.Privacy;

public sealed class ErasuresPageTests : SettingsTest, IClassFixture<PortalApp>
{
    private readonly PortalApp _app;

    public ErasuresPageTests(PortalApp app)
        : base(app)
    {
        _app = app;
        Services.AddSingleton(app.Services.GetRequiredService<ErasureQueries>());
        Services.AddSingleton(app.Services.GetRequiredService<RequestErasure>());
    }

    [Fact]
    public async Task Ask_UnknownId_SaysSoBesideTheField()
    {
        var page = Open(await EnterAsync(StoreRole.Manager));

        await SubmitAsync(page, "nobody");

        page.WaitForAssertion(() => Assert.Contains("No visitor or customer has this id.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ask_KnownAndConfirmed_ListsTheRequest()
    {
        var store = await EnterAsync(StoreRole.Manager);
        await VisitAsync(store);
        var page = Open(store);
        await page.Find("#id").ChangeAsync("phone");

        await AnswerAsync(() => page.PressAsync("form button[type=submit]"), confirm: true);

        page.WaitForAssertion(() => Assert.Contains("phone", page.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Single((await Get<ErasureQueries>().ListAsync(store.TenantId, TableQuery.First, Cancel)).Rows);
    }

    [Fact]
    public async Task Ask_KnownAndCancelled_RequestsNothing()
    {
        var store = await EnterAsync(StoreRole.Manager);
        await VisitAsync(store);
        var page = Open(store);
        await page.Find("#id").ChangeAsync("phone");

        await AnswerAsync(() => page.PressAsync("form button[type=submit]"), confirm: false);

        Assert.Equal(0, (await Get<ErasureQueries>().ListAsync(store.TenantId, TableQuery.First, Cancel)).Total);
    }

    private async Task VisitAsync(CurrentStore store)
    {
        var site = await _app.Database.ScalarAsync<Guid>("select id from sites where tenant_id = $1", store.TenantId);
        await TestEvent.WriteAsync(
            _app.Database, new TestStore(store.TenantId, site, "", store.Slug),
            new TestEvent(EventName.PageViewed, DateTime.UtcNow) { AnonymousId = "phone", Path = "/" });
        await Get<Projector>().CatchUpAsync(store.TenantId, Cancel);
    }

    private static async Task SubmitAsync(IRenderedComponent<ErasuresPage> page, string id)
    {
        await page.Find("#id").ChangeAsync(id);
        await page.Find("form").SubmitAsync();
    }

    private IRenderedComponent<ErasuresPage> Open(CurrentStore store) =>
        Render<ErasuresPage>(parameters => parameters.Add(page => page.Current, store).Add(page => page.Store, store.Slug));
}
