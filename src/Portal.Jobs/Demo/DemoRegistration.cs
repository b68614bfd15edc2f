using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Demo;

namespace Portal.Jobs.Demo;

/// <summary>What the demo store needs while the portal runs.</summary>
public static class DemoRegistration
{
    /// <summary>Registers the demo store's visitors; they wait until a demo store exists.</summary>
    /// <param name="send">The way into the event API.</param>
    public static IServiceCollection AddDemoVisitors(this IServiceCollection services, Func<IServiceProvider, SendDemoMessages> send)
    {
        services.AddOptions<DemoOptions>().BindConfiguration("Demo").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(send);
        return services.AddHostedService<DemoVisitorsService>();
    }
}
