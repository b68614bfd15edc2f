using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Hosting;
using Portal.Hosting.Process;
using Portal.Infrastructure.Operations.Background;
using Portal.Jobs;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Hosting;

/// <summary>No background service can end the host, or end unseen: each one stands in the frame.</summary>
public sealed class HostedServiceTests(PortalApp app) : IClassFixture<PortalApp>
{
    // It has no loop: it only waits a while when the host stops.
    private static readonly Type[] WithoutLoop = [typeof(Draining)];

    // Of the framework and of Quartz, whose jobs are watched over by themselves.
    private static readonly string[] OfOthers = ["DataProtectionHostedService", "GenericWebHostService",
        "HealthCheckPublisherHostedService", "QuartzHostedService"];

    [Fact]
    public void Types_ThatAreHosted_StandInTheFrame()
    {
        var hosted = new[] { typeof(SupervisedService).Assembly, typeof(JobSchedule).Assembly, typeof(PortalHost).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
                .Where(type => typeof(IHostedService).IsAssignableFrom(type) && !type.IsAbstract && !WithoutLoop.Contains(type)).ToList();

        Assert.True(hosted.Count >= 13, $"{hosted.Count} services");
        Assert.All(hosted, type =>
            Assert.True(typeof(SupervisedService).IsAssignableFrom(type),
                $"{type.Name} does not derive from {nameof(SupervisedService)}."));
    }

    [Fact]
    public void Services_OfAHostWithEverything_AreOursInTheFrameOrKnownOnes()
    {
        var services = app.Services.GetServices<IHostedService>().Select(service => service.GetType()).ToList();

        var others = services.Where(type => !typeof(SupervisedService).IsAssignableFrom(type) && !WithoutLoop.Contains(type))
            .Select(type => type.Name).Order();
        Assert.Equal(OfOthers, others);
        Assert.Equal(
            services.Where(type => typeof(SupervisedService).IsAssignableFrom(type)).Select(type => type.Name)
                .Order(StringComparer.Ordinal),
            app.Services.GetRequiredService<ServiceStates>().All.Select(status => status.Service));
        Assert.Equal(BackgroundServiceExceptionBehavior.Ignore,
            app.Services.GetRequiredService<IOptions<HostOptions>>().Value.BackgroundServiceExceptionBehavior);
    }
}
