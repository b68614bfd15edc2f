using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Demo;

namespace Portal.Jobs.Demo;

/// <summary>What the demo store needs while the portal runs.</summary>
public static class DemoRegistration
{
    /// <summary>
    /// Registers the demo store's visitors. They wait until a demo store exists and come in through the event API, whose
    /// services must be registered before, so that they are stopped after.
    /// </summary>
    public static IServiceCollection AddDemoVisitors(this IServiceCollection services)
    {
        services.AddOptions<DemoOptions>().BindConfiguration("Demo").ValidateDataAnnotations().ValidateOnStart();
        return services.AddHostedService<DemoVisitorsService>();
    }
}
