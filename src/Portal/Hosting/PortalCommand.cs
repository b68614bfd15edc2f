using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Portal.Features.Demo;
using Portal.Hosting.Process;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Embedded;
using Portal.Infrastructure.Data.Workloads;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Messaging;
using Portal.Infrastructure.Operations.Database;

namespace Portal.Hosting;

/// <summary>
/// The portal as a command: reads the options, prepares the database, runs until it is asked to stop. What people should
/// see goes to standard output; standard error carries the structured log and nothing else.
/// </summary>
public static class PortalCommand
{
    /// <returns>The exit code: 0 after a clean stop, 2 for a wrong option or setting, 1 when the start failed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var arguments = PortalArguments.Parse(args);
            return arguments switch
            {
                { ShowHelp: true } => ShowHelp(),
                { Probe: { } address } => await ProbeAsync(address),
                _ => await RunAsync(arguments, stop.Token),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (ArgumentException exception)
        {
            Console.WriteLine(exception.Message);
            return 2;
        }
        catch (OptionsValidationException exception)
        {
            Console.WriteLine(
                $"The settings are not right:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", exception.Failures)}");
            return 2;
        }
        catch (Exception exception)
        {
            Console.WriteLine($"The portal could not start: {exception.Message}");
            if (exception is not (MigrationException or InvalidOperationException or IOException or Npgsql.NpgsqlException))
            {
                await Console.Error.WriteLineAsync(exception.ToString());
            }

            return 1;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<int> RunAsync(PortalArguments arguments, CancellationToken cancellationToken)
    {
        var connectionString = Environment.GetEnvironmentVariable("ConnectionStrings__Portal");
        await using var startup = await DatabaseStartup.PrepareAsync(connectionString, arguments.DataDirectory, Console.WriteLine,
            cancellationToken);
        await using var app = PortalHost.Build(arguments, startup.Database, builder => Supervise(builder, startup.Embedded));
        var writers = app.Services.GetRequiredService<IOptions<EventOptions>>().Value.Writers;
        if (await ConnectionBudget.CheckAsync(startup.Database, writers, cancellationToken) is { } warning)
        {
            Console.WriteLine(warning);
        }

        var address = new Uri(arguments.Urls.Split(';')[0].Replace("*", "localhost", StringComparison.Ordinal)
            .Replace("+", "localhost", StringComparison.Ordinal));
        var access = await app.Services.GetRequiredService<DemoSetup>().RunAsync(address, Console.WriteLine, cancellationToken);
        await app.StartAsync(cancellationToken);
        Console.WriteLine($"The portal listens on {string.Join(" and ", app.Urls)}");
        Console.WriteLine(MailRegistration.Describe(app.Services.GetRequiredService<IOptions<MailOptions>>().Value,
            arguments.DataDirectory));
        PrintSignIns(access, arguments, startup.Embedded is not null);
        await app.WaitForShutdownAsync(cancellationToken);
        Console.WriteLine("The portal has stopped");
        return 0;
    }

    // Beside an operator's own database the console is likely a log that others keep and read.
    private static void PrintSignIns(DemoAccess access, PortalArguments arguments, bool isEmbedded)
    {
        if (!isEmbedded)
        {
            Console.WriteLine($"Sign-ins made by the portal are in {Path.Combine(arguments.DataDirectory, "demo.json")}");
            return;
        }

        if (access.Owner is { } owner)
        {
            Console.WriteLine($"  Demo store      {owner.Email}  {owner.Password}");
        }

        if (access.Admin is { } administrator)
        {
            Console.WriteLine($"  Administrator   {administrator.Email}  {administrator.Password}");
        }
    }

    private static void Supervise(WebApplicationBuilder builder, EmbeddedPostgres? embedded)
    {
        if (embedded is not null)
        {
            builder.Services.AddSingleton(embedded).AddHostedService<EmbeddedPostgresSupervisor>();
        }
    }

    private static int ShowHelp()
    {
        Console.WriteLine(PortalArguments.Help);
        return 0;
    }

    private static async Task<int> ProbeAsync(Uri address)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var response = await client.GetAsync(address);
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }
    }
}
