using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Catalogue;

/// <summary>Products, variants and their prices.</summary>
public static class CatalogueRegistration
{
    public static IServiceCollection AddCatalogue(this IServiceCollection services) =>
        services.AddSingleton<CatalogueQueries>().AddSingleton<ChangeVariant>()
        .AddSingleton<PriceDayQueries>().AddSingleton<PriceChangeQueries>();
}
