using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Marketing;

/// <summary>What advertising costs, and when special days are.</summary>
public static class MarketingRegistration
{
    public static IServiceCollection AddMarketing(this IServiceCollection services) =>
        services.AddSingleton<OrderCredits>().AddSingleton<NewCustomers>().AddSingleton<SpendQueries>().AddSingleton<SeasonQueries>()
        .AddSingleton<CreateSeason>().AddSingleton<CampaignQueries>();
}
