using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Components.Shared;
using Portal.Hosting.Circuits;
using Radzen;

namespace Portal.Components;

/// <summary>What the shared components need.</summary>
public static class DesignSystemRegistration
{
    /// <summary>Razor components with circuits, and the services of the shared components.</summary>
    public static IServiceCollection AddDesignSystem(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddCircuitLimits();
        return services.AddSharedComponents();
    }

    /// <summary>The services alone, for a renderer that is not the host's.</summary>
    public static IServiceCollection AddSharedComponents(this IServiceCollection services)
    {
        services.AddRadzenComponents();
        services.AddScoped<ConfirmDialog>();
        services.AddScoped<Toasts>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
