using Portal.Domain.Events;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Exports;

/// <summary>Visitors, refusals and schemas as files, as their pages offer them.</summary>
public sealed class AnalyticsExportTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly DateTime Noon = DateTime.UtcNow.Date.AddDays(-1).AddHours(5); // 12:00 in Jakarta

    [Theory]
    [InlineData(StoreRole.Viewer, "d•••@example.com")]
    [InlineData(StoreRole.Support, "dewi@example.com")]
    public async Task Visitors_InEveryFormat_AreMaskedByRole(StoreRole role, string name)
    {
        var store = await StoreAsync(
            new TestEvent(EventName.PageViewed, Noon.AddDays(-1)) { AnonymousId = "phone", UserId = "dewi@example.com", Path = "/toraja" },
            new TestEvent(EventName.PageViewed, Noon)
            {
                AnonymousId = "phone",
                UserId = "dewi@example.com",
                Path = "/gayo",
                Device = "mobile",
                Browser = "Firefox",
                City = "Jakarta",
                Country = "ID"
            },
            new TestEvent(EventName.PageViewed, Noon.AddHours(-2)) { AnonymousId = "tablet", Path = "/" },
            new TestEvent(EventName.PageViewed, Noon) { AnonymousId = "crawler", Path = "/", IsBot = true });
        await StoreAsync(new TestEvent(EventName.PageViewed, Noon) { AnonymousId = "stranger", Path = "/" });
        using var browser = await MemberAsync(store, role);

        var files = await ExportedFiles.OpenAsync(browser, PortalUrls.Visitors(store.Slug), PortalUrls.VisitorsExport(store.Slug));

        Assert.Equal("Visitor,Identified,Bot,Last seen,Sessions in all,Came by,Landed on,Device,Place", files.Heading);
        Assert.Equal([name, "tablet"], files.Of("visitor"));
        Assert.Equal($"{name},true,false,{Noon:yyyy-MM-dd}T12:00:00+07:00,2,Direct,/gayo,\"mobile, Firefox\",\"Jakarta, ID\"",
            files.Lines[1]);
        Assert.Equal([name, true, false, Noon.AddHours(7), 2m], files.Cells[0].Take(5));
    }

    [Fact]
    public async Task Visitors_SearchByEmail_FindsThemForThoseWhoMaySeePeople()
    {
        var store = await StoreAsync(new TestEvent(EventName.PageViewed, Noon)
        {
            AnonymousId = "phone",
            UserId = "dewi@example.com",
            Path = "/gayo"
        });
        using var support = await MemberAsync(store, StoreRole.Support);
        using var viewer = await MemberAsync(store, StoreRole.Viewer);

        var found = await ExportedFiles.OpenAsync(support, PortalUrls.Visitors(store.Slug) + "?q=dewi@example.com",
            PortalUrls.VisitorsExport(store.Slug));
        var hidden = await viewer.Client.GetStringAsync(
            new Uri(PortalUrls.VisitorsExport(store.Slug) + "?q=dewi@example.com", UriKind.Relative),
            TestContext.Current.CancellationToken);

        Assert.Equal(("user id", "dewi@example.com"), (found.Of("by").Single(), found.Of("visitor").Single()));
        Assert.Single(hidden.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)); // the heading
    }

    [Fact]
    public async Task Visitors_WithBots_HaveThemToo()
    {
        var store = await StoreAsync(new TestEvent(EventName.PageViewed, Noon) { AnonymousId = "crawler", Path = "/", IsBot = true });
        using var browser = await MemberAsync(store, StoreRole.Viewer);

        var files = await ExportedFiles.OpenAsync(browser, PortalUrls.Visitors(store.Slug) + "?bots=1",
            PortalUrls.VisitorsExport(store.Slug));

        Assert.Equal(["crawler", false, true], Assert.Single(files.Cells).Take(3));
    }

    [Fact]
    public async Task Refusals_InEveryFormat_AreThoseOfTheDays()
    {
        var (store, other) = (await StoreAsync(), await StoreAsync());
        const string Refused =
            "insert into ingest_rejections (tenant_id, hour, code, is_request, requests, messages, last_message, last_at) values ($1, "
            + "$2, $3, $4, $5, $6, $7, $2)";
        await app.Database.ExecuteAsync(Refused, store.TenantId, Noon, "missing_event", false, 2L, 5L,
            "A track message needs the name of its event.");
        await app.Database.ExecuteAsync(Refused, store.TenantId, Noon, "too_large", true, 3L, 0L, "The request is too large.");
        await app.Database.ExecuteAsync(Refused, store.TenantId, Noon.AddDays(-60), "malformed", true, 1L, 0L, "Long ago.");
        await app.Database.ExecuteAsync(Refused, other.TenantId, Noon, "malformed", true, 1L, 0L, "Of another store.");
        using var browser = await MemberAsync(store, StoreRole.Viewer);

        var files = await ExportedFiles.OpenAsync(browser, PortalUrls.IngestHealth(store.Slug),
            PortalUrls.AnalyticsExport(store.Slug, "refusals"));

        Assert.Equal(
            ["Reason,Whole requests,Last said,Messages,Requests,Last",
                $"missing_event,false,A track message needs the name of its event.,5,2,{Noon:yyyy-MM-dd}T12:00:00+07:00",
                $"too_large,true,The request is too large.,,3,{Noon:yyyy-MM-dd}T12:00:00+07:00"], files.Lines);
        Assert.Equal(["missing_event", "too_large"], files.Of("code"));
        Assert.Equal(["too_large", true, "The request is too large.", null, 3m, Noon.AddHours(7)], files.Cells[1]);
    }

    [Fact]
    public async Task Schema_InEveryFormat_TellsTypesAndMasksExamples()
    {
        var store = await StoreAsync(
            new TestEvent(EventName.ProductViewed, Noon) { Properties = """{"price":10,"email":"dewi@example.com"}""" },
            new TestEvent(EventName.ProductViewed, Noon.AddMinutes(1)) { Properties = """{"price":"10"}""" });
        using var browser = await MemberAsync(store, StoreRole.Owner);

        var files = await ExportedFiles.OpenAsync(
            browser, PortalUrls.EventSchema(store.Slug) + "?name=product_viewed",
            PortalUrls.EventSchemaExport(store.Slug, EventName.ProductViewed));
        var names = await ExportedFiles.OpenAsync(browser, PortalUrls.EventSchema(store.Slug), PortalUrls.EventNamesExport(store.Slug));

        Assert.Equal("Property,Share of events,Types,More than one type,Examples,First seen,Last seen,Looks like", files.Heading);
        Assert.Equal(
            [$"email,0.5,string,false,d•••@example.com,{Noon:yyyy-MM-dd}T12:00:00+07:00,{Noon:yyyy-MM-dd}T12:00:00+07:00,",
                $"price,1,\"number 50.0%, string 50.0%\",true,10,{Noon:yyyy-MM-dd}T12:00:00+07:00,{Noon:yyyy-MM-dd}T12:01:00+07:00,"],
                    files.Lines.Skip(1));
        Assert.Equal(["email", "price"], files.Of("property"));
        Assert.Equal(["price", 1m, "number 50.0%, string 50.0%", true], files.Cells[1].Take(4));
        Assert.Equal(["Event,Events,Share", "product_viewed,2,1"], names.Lines);
    }

    private async Task<ProvisionStoreResult.Provisioned> StoreAsync(params IReadOnlyList<TestEvent> events)
    {
        var store = await app.StoreAsync("Explored", $"{Guid.NewGuid():N}@explored.example");
        if (events.Count > 0)
            await new TestStore(store.TenantId, store.SiteId, store.WriteKey, store.Slug).ProjectAsync(app.Database, events);
        return store;
    }

    private async Task<PortalBrowser> MemberAsync(ProvisionStoreResult.Provisioned store, StoreRole role)
    {
        var email = $"{Guid.NewGuid():N}@members.example";
        await app.PersonAsync(email, store.TenantId, role);
        return await app.SignedInAsync(email);
    }
}
