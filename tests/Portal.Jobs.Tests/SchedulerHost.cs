using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Billing;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Retention;
using Portal.Infrastructure.Messaging;
using Portal.Infrastructure.Operations.Background;
using Portal.Infrastructure.Privacy;
using Portal.Infrastructure.Shared.Addresses;
using Portal.Testing.Hosting;
using Quartz;

namespace Portal.Jobs.Tests;

/// <summary>A node that runs the portal's timetable and nothing else.</summary>
internal sealed class SchedulerHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly PortalDatabase _database;

    private SchedulerHost(IHost host, PortalDatabase database)
    {
        _host = host;
        _database = database;
    }

    public IScheduler Scheduler { get; private set; } = null!;

    public static async Task<SchedulerHost> StartAsync(PortalDatabase database)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddPortalData(database).AddBackgroundWork()
            .AddEventRetention().AddAnalytics().AddProjection().AddPrivacy().AddBilling().AddPortalAddress()
            .AddMail(Path.GetTempPath(), send: false).AddSingleton<IServer, NoServer>()
            .AddPortalJobs();
        var node = new SchedulerHost(builder.Build(), database);
        await node._host.StartAsync();
        node.Scheduler = await node._host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        return node;
    }

    /// <summary>Adds a job that is not on the timetable.</summary>
    public ValueTask AddAsync<TJob>()
        where TJob : IJob => Scheduler.AddJob(JobBuilder.Create<TJob>().WithIdentity(typeof(TJob).Name).StoreDurably().Build());

    /// <summary>Runs a job now and returns what its record says.</summary>
    public async Task<(string Outcome, string Message)> RunAsync<TJob>()
    {
        var before = (await RunsAsync<TJob>()).Count;
        await Scheduler.TriggerJob(new JobKey(typeof(TJob).Name));
        for (var waited = 0; waited < 300; waited++)
        {
            var runs = await RunsAsync<TJob>();
            if (runs.Count > before && runs[^1].Outcome != "running")
            {
                return (runs[^1].Outcome, runs[^1].Message);
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"{typeof(TJob).Name} did not end within 30 seconds.");
    }

    /// <summary>The records of a job's runs, oldest first.</summary>
    public async Task<List<(string Node, string Outcome, string Message)>> RunsAsync<TJob>()
    {
        var runs = new List<(string, string, string)>();
        await using var command = _database.App.CreateCommand(
            "select node, outcome, coalesce(message, '') from job_runs where job = $1 order by started_at, id");
        command.Parameters.Add(new() { Value = typeof(TJob).Name });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            runs.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return runs;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
