using Portal.Infrastructure.Data;

namespace Portal.Hosting;

/// <summary>The portal as a command: reads the options, prepares the database, runs until it is asked to stop.</summary>
public static class PortalCommand
{
    /// <returns>The exit code: 0 after a clean stop, 2 for a wrong option, 1 when the start failed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var arguments = PortalArguments.Parse(args);
            if (arguments.ShowHelp)
            {
                Console.WriteLine(PortalArguments.Help);
                return 0;
            }

            await RunAsync(arguments);
            return 0;
        }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
        catch (Exception exception) when (exception is MigrationException or InvalidOperationException or IOException or Npgsql.NpgsqlException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static async Task RunAsync(PortalArguments arguments)
    {
        var startup = await DatabaseStartup.PrepareAsync(
            Environment.GetEnvironmentVariable("ConnectionStrings__Portal"), arguments.DataDirectory, Console.WriteLine, CancellationToken.None);
        await using (startup.Database)
        {
            await using var app = PortalHost.Build(arguments, startup.Database);
            await app.RunAsync();
        }

        await (startup.Embedded?.StopAsync() ?? Task.CompletedTask);
    }
}
