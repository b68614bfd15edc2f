namespace Portal.Features.Shared.Access;

/// <summary>What a person may open and change in a store, asked anew while pages are open.</summary>
public static class AccessRegistration
{
    public static IServiceCollection AddStoreAccess(this IServiceCollection services) => services
        .AddScoped<StoreRights>()
        .AddScoped<CurrentAccess>()
        .AddScoped<StoreFeeds>()
        .AddScoped<SignedInName>();
}
