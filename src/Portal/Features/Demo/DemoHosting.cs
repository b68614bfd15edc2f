using Portal.Domain.Demo;
using Portal.Hosting.Process;
using Portal.Infrastructure.Demo;
using Portal.Infrastructure.Events;
using Portal.Jobs.Demo;

namespace Portal.Features.Demo;

/// <summary>The demo store: made at the first start, and alive while a process of this role runs.</summary>
public static class DemoHosting
{
    /// <summary>Registers what makes the demo store and, in roles that do jobs, its visitors.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services, PortalArguments arguments)
    {
        services.AddSingleton<DemoSimulatorSwitch>();
        services.AddSingleton<DemoFigureQueries>();
        services.AddSingleton<DemoSetup>().AddSingleton<DemoQuestions>();
        services.AddSingleton<DemoFile>();
        if (arguments.Demo && arguments.Role is not PortalRole.Web)
        {
            services.AddDemoVisitors(SendThroughEventApi);
            services.PostConfigure<DemoOptions>(options => options.Size = SizeOf(arguments));
        }

        return services;
    }

    internal static DemoSize SizeOf(PortalArguments arguments) => arguments.DemoSize switch
    {
        "small" => DemoSize.Small,
        "large" => DemoSize.Large,
        _ => DemoSize.Standard,
    };

    private static SendDemoMessages SendThroughEventApi(IServiceProvider provider)
    {
        var ingest = provider.GetRequiredService<EventIngest>();
        var batch = new EventRoute(null);
        return async (writeKey, body, cancellationToken) =>
        {
            var result = await ingest.RunAsync(body, batch, writeKey, EventSender.Portal, cancellationToken);
            if (result is not IngestResult.Stored { Rejected.Count: 0 })
            {
                throw new InvalidOperationException($"The event API did not take the demo's messages: {result}.");
            }
        };
    }
}
