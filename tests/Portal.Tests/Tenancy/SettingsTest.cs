using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Shared;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Features.Tenancy;
using Portal.Features.Tracking;
using Portal.Infrastructure.Billing;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;
using Portal.Infrastructure.Tracking;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Portal.Tests.Components;

namespace Portal.Tests.Tenancy;

/// <summary>Settings pages over a real database, as a member of a chosen role sees them.</summary>
public abstract class SettingsTest : ComponentTest
{
    private static readonly Type[] Real =
    [
        typeof(StoreAccess), typeof(TeamQueries), typeof(InviteMember), typeof(ChangeRole), typeof(UpdateStoreProfile),
        typeof(SiteQueries), typeof(SiteActivity), typeof(SaveSite), typeof(RotateWriteKey), typeof(RevokeWriteKey),
        typeof(UsageQueries),
        typeof(ApiTokenQueries), typeof(CreateApiToken), typeof(RevokeApiToken),
    ];

    private readonly PortalApp _app;
    private readonly IServiceScope _scope;

    protected SettingsTest(PortalApp app)
    {
        (_app, _scope) = (app, app.Services.CreateScope());
        foreach (var type in Real)
            Services.AddSingleton(type, _scope.ServiceProvider.GetRequiredService(type));
        Services.AddStoreAccess().AddTrackingPages().AddScoped<TeamChanges>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = TimeSpan.FromSeconds(10);
    }

    /// <summary>The signed-in member.</summary>
    protected Guid Me { get; private set; }

    protected static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    /// <summary>What the toasts say now.</summary>
    protected string Said => Render<ToastHost>().Markup;

    protected T Get<T>() where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>A new store with an owner, which a member of this role has open.</summary>
    protected async Task<CurrentStore> EnterAsync(StoreRole role)
    {
        var (store, _) = await NewStoreAsync();
        await AddMemberAsync(store.TenantId, "Oni Owner", StoreRole.Owner);
        Me = await AddMemberAsync(store.TenantId, "Mia Member", role);
        this.AddAuthorization().SetAuthorized("Mia Member")
            .SetPolicies([.. StorePolicyTable.Rights.Where(right => StorePolicyTable.Shows(role, right.Policy))
                .Select(right => right.Policy)])
            .SetClaims(role == StoreRole.Guest ? [new(ClaimTypes.NameIdentifier, Me.ToString()), new(PortalClaims.Guest, "true")]
                : [new Claim(ClaimTypes.NameIdentifier, Me.ToString())]);
        return store with { Role = role };
    }

    /// <summary>A store that nobody has open, with its one site.</summary>
    protected async Task<(CurrentStore Store, Guid Site)> NewStoreAsync()
    {
        var made = await TestStore.CreateAsync(_app.Database);
        return (new(made.TenantId, made.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Viewer), made.SiteId);
    }

    protected async Task<Guid> AddMemberAsync(Guid tenantId, string name, StoreRole role)
    {
        var email = $"{Guid.NewGuid():N}@people.example";
        var person = Get<PersonRegistration>().Create(new(name, email, null), emailConfirmed: true);
        await using var context = _app.Db.ForTenant(tenantId);
        context.AddRange(person, new Membership
        {
            TenantId = tenantId,
            UserId = person.Id,
            Role = role,
            CreatedAt = DateTimeOffset.UnixEpoch
        });
        await context.SaveChangesAsync(Cancel);
        return person.Id;
    }

    /// <summary>Answers the question that a press asks.</summary>
    protected async Task AnswerAsync(Func<Task> press, bool confirm)
    {
        var host = Render<ConfirmDialogHost>();
        var pressed = press();
        host.WaitForElement(".dialog-foot .btn");
        await host.FindAll(".dialog-foot .btn")[confirm ? 1 : 0].ClickAsync();
        await pressed;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _scope.Dispose();
        base.Dispose(disposing);
    }
}
