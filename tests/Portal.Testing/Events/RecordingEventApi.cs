using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Testing.Events;

/// <summary>
/// Speaks the browser's part of the event API on a port of its own and remembers what arrived. It can be stopped and
/// started again on the same port, and told to answer with an error.
/// </summary>
public sealed class RecordingEventApi : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<RecordedMessage> _accepted = [];
    private readonly List<IReadOnlyList<RecordedMessage>> _requests = [];
    private WebApplication? _app;
    private int _port;

    public string Host => $"http://127.0.0.1:{_port}";

    /// <summary>Answered as <c>integrations.IntelliShop</c>.</summary>
    public object Settings { get; set; } = new { };

    /// <summary>Status of the answers to batches; messages are accepted only with 200.</summary>
    public int Status { get; set; } = 200;

    public int? RetryAfterSeconds { get; set; }

    /// <summary>Every accepted message in order of arrival, duplicates included.</summary>
    public IReadOnlyList<RecordedMessage> Accepted { get { lock (_lock) return [.. _accepted]; } }

    /// <summary>What a server that knows each <c>messageId</c> once would keep.</summary>
    public IReadOnlyList<RecordedMessage> Kept => [.. Accepted.DistinctBy(message => message.Id)];

    /// <summary>Every batch that arrived, whatever was answered.</summary>
    public IReadOnlyList<IReadOnlyList<RecordedMessage>> Requests { get { lock (_lock) return [.. _requests]; } }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_port}");
        _app = builder.Build();
        _app.Use(AllowEveryOrigin);
        _app.MapGet("/t.js", (HttpContext http) => Script(http, TrackerFiles.Tracker));
        _app.MapGet("/vitals.js", (HttpContext http) => Script(http, TrackerFiles.Vitals));
        _app.MapGet("/v1/projects/{writeKey}/settings", () =>
            Results.Json(new { integrations = new Dictionary<string, object> { ["IntelliShop"] = Settings } }));
        _app.MapPost("/v1/batch", TakeAsync);
        await _app.StartAsync();
        _port = new Uri(_app.Urls.Single()).Port;
    }

    public async Task StopAsync()
    {
        if (_app is null) return;
        using var abort = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(abort.Token);
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>Waits until a kept message fulfils the condition and answers it.</summary>
    public async Task<RecordedMessage> WaitForAsync(Func<RecordedMessage, bool> condition, double seconds = 10)
    {
        RecordedMessage? found = null;
        await WaitUntilAsync(() => (found = Kept.FirstOrDefault(condition)) is not null, seconds);
        return found!;
    }

    /// <summary>Waits until the condition on what was recorded holds.</summary>
    public async Task WaitUntilAsync(Func<bool> condition, double seconds = 10)
    {
        var end = Environment.TickCount64 + (long)(seconds * 1000);
        while (!condition())
        {
            if (Environment.TickCount64 > end)
                throw new TimeoutException($"Not recorded in time. Kept: {string.Join(", ", Kept.Select(m => m.Event ?? m.Type))}");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private static Task AllowEveryOrigin(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.AccessControlExposeHeaders = "Retry-After";
        return next(http);
    }

    private static IResult Script(HttpContext http, byte[] script)
    {
        http.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Bytes(script, "text/javascript");
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
        RecordedMessage[] messages = [.. body.GetProperty("batch").EnumerateArray().Select(message => new RecordedMessage(
            message,
            body.GetProperty("writeKey").GetString()!,
            body.GetProperty("sentAt").GetDateTimeOffset(),
            TimeProvider.System.GetUtcNow(),
            request.ContentType ?? ""))];
        lock (_lock)
        {
            _requests.Add(messages);
            if (Status == 200) _accepted.AddRange(messages);
        }

        if (RetryAfterSeconds is { } seconds)
            request.HttpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Status == 200 ? Results.Json(new { success = true, accepted = messages.Length }) : Results.Problem(statusCode: Status);
    }
}
