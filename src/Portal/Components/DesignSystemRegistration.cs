using Portal.Components.Shared;
using Radzen;

namespace Portal.Components;

/// <summary>What the shared components need.</summary>
public static class DesignSystemRegistration
{
    public static IServiceCollection AddDesignSystem(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddScoped<ConfirmDialog>();
        services.AddScoped<Toasts>();
        services.TryAddTimeProvider();
        return services;
    }

    private static void TryAddTimeProvider(this IServiceCollection services) =>
        Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.TryAddSingleton(services, TimeProvider.System);
}
