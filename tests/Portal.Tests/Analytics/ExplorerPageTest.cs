using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Shared;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Infrastructure.Analytics.Goals;
using Portal.Infrastructure.Analytics.IngestHealth;
using Portal.Infrastructure.Analytics.Matching;
using Portal.Infrastructure.Analytics.Paths;
using Portal.Infrastructure.Analytics.Visitors;
using Portal.Infrastructure.Billing;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Home;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Tenancy;
using Portal.Infrastructure.Tracking;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Portal.Tests.Components;

namespace Portal.Tests.Analytics;

/// <summary>Pages over a real store whose read models hold the events that a test gives it, as a member of a role sees them.</summary>
public abstract class ExplorerPageTest : ComponentTest
{
    private static readonly Type[] Real =
    [
        typeof(ReadModelQueries), typeof(EventNameQueries), typeof(EventQueries), typeof(EventSchemaQueries), typeof(VisitorListQueries),
        typeof(VisitorSearch),
        typeof(VisitorQueries), typeof(VisitorTimelineQueries), typeof(VisitorEventQueries), typeof(LiveBoards), typeof(OrderWatch),
        typeof(TrackerSightings), typeof(StoreAccess), typeof(UserSessions),
        typeof(IngestQueries), typeof(SiteQueries), typeof(SiteActivity),
        typeof(KnownEvents), typeof(FunnelQueries), typeof(ShopFunnelQueries), typeof(SavedFunnelQueries), typeof(SaveFunnel),
        typeof(DeleteFunnel), typeof(GoalQueries), typeof(SaveGoal), typeof(DeleteGoal), typeof(PathQueries),
        typeof(OverviewQueries), typeof(BreakdownQueries), typeof(HomeQueries), typeof(UsageQueries),
    ];

    protected ExplorerPageTest(PortalApp app)
    {
        App = app;
        foreach (var type in Real)
            Services.AddSingleton(type, app.Services.GetRequiredService(type));
        Services.AddStoreAccess();
        Services.AddAnalyticsPages();
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = TimeSpan.FromSeconds(10);
    }

    protected PortalApp App { get; }

    protected static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    /// <summary>Who has the store open.</summary>
    protected Guid Me { get; private set; }

    /// <summary>What the toasts say now.</summary>
    protected string Said => Render<ToastHost>().Markup;

    /// <summary>The page's address.</summary>
    protected BunitNavigationManager Address => (BunitNavigationManager)Services.GetRequiredService<NavigationManager>();

    /// <summary>12:00 in Berlin, an hour ago at the least.</summary>
    protected static DateTime Noon { get; } = DateTime.UtcNow.Date.AddDays(-1).AddHours(11);

    /// <summary>A store in Berlin with these events, open to a member of this role.</summary>
    protected async Task<(CurrentStore Store, TestStore Test)> EnterAsync(StoreRole role, params IReadOnlyList<TestEvent> events)
    {
        var made = await TestStore.CreateAsync(App.Database);
        if (events.Count > 0)
            await made.ProjectAsync(App.Database, events);
        Me = Guid.NewGuid();
        await App.Database.ExecuteAsync(
            "insert into users (id, display_name, security_stamp, created_at) values ($1, 'Mia Member', 'stamp', now())", Me);
        await App.Database.ExecuteAsync(
            "insert into memberships (tenant_id, user_id, role, created_at) values ($1, $2, $3, now())", made.TenantId, Me,
            role.ToString().ToLowerInvariant());
        var session = await App.Services.GetRequiredService<UserSessions>().StartAsync(Me, null, null, Cancel);
        this.AddAuthorization().SetAuthorized("Mia Member")
            .SetPolicies([.. StorePolicyTable.Rights.Where(right => StorePolicyTable.Shows(role, right.Policy))
                .Select(right => right.Policy)])
            .SetClaims(
            [
                new(ClaimTypes.NameIdentifier, Me.ToString()), new(PortalClaims.Session, session.ToString()),
                new(new ClaimsIdentityOptions().SecurityStampClaimType, "stamp"),
                .. role == StoreRole.Guest ? [new Claim(PortalClaims.Guest, "true")] : Array.Empty<Claim>(),
            ]);
        return (new(made.TenantId, made.Slug, "Store", "EUR", "Europe/Berlin", "DE", role), made);
    }

    /// <summary>Says yes to the question that a press asks.</summary>
    protected async Task ConfirmAsync(Func<Task> press)
    {
        var host = Render<ConfirmDialogHost>();
        var pressed = press();
        host.WaitForElement(".dialog-foot .btn");
        await host.FindAll(".dialog-foot .btn")[1].ClickAsync();
        await pressed;
    }

    /// <summary>Opens a page at an address, as the router would.</summary>
    protected IRenderedComponent<TPage> Open<TPage>(
        CurrentStore store, string address, Action<ComponentParameterCollectionBuilder<TPage>>? more = null)
        where TPage : IComponent
    {
        Address.NavigateTo(address);

        // The router's part asks before a page is drawn.
        Services.GetRequiredService<CurrentAccess>().AskAsync(Cancel).GetAwaiter().GetResult();
        return Render<TPage>(parameters =>
        {
            parameters.AddCascadingValue(store);
            more?.Invoke(parameters);
        });
    }
}
