using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Billing;

/// <summary>What a store's plan allows and what it has used of it.</summary>
public static class BillingRegistration
{
    public static IServiceCollection AddBilling(this IServiceCollection services) => services
        .AddSingleton<UsageQueries>()
        .AddSingleton<WarnOfUsage>()
        .AddSingleton<ReleaseHeldEvents>();
}
