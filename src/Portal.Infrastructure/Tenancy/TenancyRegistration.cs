using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Stores, their teams and tokens.</summary>
public static class TenancyRegistration
{
    public static IServiceCollection AddTenancy(this IServiceCollection services) => services
        .AddSingleton<StoreQueries>()
        .AddSingleton<StoreAccess>()
        .AddSingleton<RightsNotices>()
        .AddHostedService(services => services.GetRequiredService<RightsNotices>())
        .AddSingleton<TeamQueries>()
        .AddSingleton<ApiTokenQueries>()
        .AddSingleton<StoreDirectory>()
        .AddSingleton<UpdateStoreProfile>()
        .AddSingleton<ChangeRole>()
        .AddSingleton<CreateApiToken>()
        .AddSingleton<RevokeApiToken>()
        .AddSingleton<SuspendStore>()
        .AddScoped<InviteMember>()
        .AddScoped<AcceptInvitation>()
        .AddScoped<DemoGuest>()
        .AddScoped<InvitationLimit>()
        .AddScoped<ProvisionStore>();
}
