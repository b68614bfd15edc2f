using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Home;

/// <summary>The home page's reads.</summary>
public static class HomeRegistration
{
    public static IServiceCollection AddHome(this IServiceCollection services) => services.AddSingleton<HomeQueries>();
}
