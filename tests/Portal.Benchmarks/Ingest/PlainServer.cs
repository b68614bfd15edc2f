using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Portal.Benchmarks.Ingest;

/// <summary>
/// The least that keeps events durably: reads the JSON, gathers what waits and copies it into a table without a key or an index.
/// It knows no store, finds no repeat, understands nothing and tells nobody. What the event API does beyond this is what it costs.
/// </summary>
internal sealed class PlainServer : IDisposable
{
    /// <summary>What the process that is one is started with, before the connection string.</summary>
    public const string Command = "plain";

    private const string Table = """
        create table if not exists plain_events (
          message_id text, type text, name text, occurred_at timestamptz, received_at timestamptz, anonymous_id text, user_id text, properties jsonb, context jsonb)
          with (autovacuum_enabled = false)
        """;

    private const string Copy =
        "copy plain_events (message_id, type, name, occurred_at, received_at, anonymous_id, user_id, properties, context) from stdin "
        + "(format binary)";

    private readonly Process _process;

    private PlainServer(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it in a process of its own, as the portal runs in one.</summary>
    public static async Task<PlainServer> StartAsync(string connectionString)
    {
        var start = new ProcessStartInfo("dotnet",
            [typeof(PlainServer).Assembly.Location, Command, connectionString])
        { RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        return new(process, new(line ?? throw new InvalidOperationException("The plain server did not start.")));
    }

    /// <summary>Serves until the process is ended.</summary>
    public static async Task RunAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using (var create = database.CreateCommand(Table))
            await create.ExecuteNonQueryAsync();

        var waiting = Channel.CreateUnbounded<Message>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v1/batch", async (HttpRequest request) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            var messages = body.RootElement.GetProperty("batch").EnumerateArray().Select(Message.Read).ToList();
            messages.ForEach(message => waiting.Writer.TryWrite(message));
            await Task.WhenAll(messages.Select(message => message.Stored.Task));
            return Results.Text($"{{\"success\":true,\"accepted\":{messages.Count},\"duplicates\":0,\"rejected\":[]}}", "application/json");
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await WriteAsync(database, waiting.Reader);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static async Task WriteAsync(NpgsqlDataSource database, ChannelReader<Message> waiting)
    {
        await using var connection = await database.OpenConnectionAsync();
        var group = new List<Message>();
        while (await waiting.WaitToReadAsync())
        {
            group.Clear();
            while (waiting.TryRead(out var message))
                group.Add(message);
            await using (var copy = await connection.BeginBinaryImportAsync(Copy))
            {
                foreach (var message in group)
                    await message.WriteAsync(copy);
                await copy.CompleteAsync();
            }

            group.ForEach(message => message.Stored.SetResult());
        }
    }

    private sealed record Message(
        string Id, string Type, string? Name, DateTime At, string? AnonymousId, string? UserId, string? Properties, string? Context)
    {
        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public static Message Read(JsonElement message)
        {
            return new(Text("messageId")!, Text("type")!, Text("event") ?? Text("name"),
                DateTime.Parse(Text("timestamp")!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), Text("anonymousId"),
                Text("userId"), Raw("properties"), Raw("context"));

            string? Text(string name) => message.TryGetProperty(name, out var value) ? value.GetString() : null;
            string? Raw(string name) => message.TryGetProperty(name, out var value) ? value.GetRawText() : null;
        }

        public async Task WriteAsync(NpgsqlBinaryImporter copy)
        {
            await copy.StartRowAsync();
            await WriteAsync(copy, Id, NpgsqlDbType.Text);
            await WriteAsync(copy, Type, NpgsqlDbType.Text);
            await WriteAsync(copy, Name, NpgsqlDbType.Text);
            await copy.WriteAsync(At, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(DateTime.UtcNow, NpgsqlDbType.TimestampTz);
            await WriteAsync(copy, AnonymousId, NpgsqlDbType.Text);
            await WriteAsync(copy, UserId, NpgsqlDbType.Text);
            await WriteAsync(copy, Properties, NpgsqlDbType.Jsonb);
            await WriteAsync(copy, Context, NpgsqlDbType.Jsonb);
        }

        private static Task WriteAsync(NpgsqlBinaryImporter copy, string? value, NpgsqlDbType type) =>
            value is null ? copy.WriteNullAsync() : copy.WriteAsync(value, type);
    }
}
