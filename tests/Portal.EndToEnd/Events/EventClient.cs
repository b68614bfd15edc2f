using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Portal.EndToEnd.Events;

/// <summary>
/// Senders that behave as SDKs do: each keeps a batch until it was acknowledged, sends it again after every failure with
/// the same message ids, and only then makes the next.
/// </summary>
internal sealed class EventClient : IAsyncDisposable
{
    private const int Senders = 6;
    private const int Messages = 40;

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _acknowledged = new();
    private readonly Task _senders;
    private int _failures;

    public EventClient(Uri portal, string writeKey)
    {
        _http = new HttpClient { BaseAddress = portal, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", writeKey);
        _senders = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(SendAsync)));
    }

    /// <summary>Ids of the messages that the portal has answered for, up to now.</summary>
    public IReadOnlyCollection<string> Acknowledged => [.. _acknowledged];

    /// <summary>Requests that broke, were refused or answered with an error.</summary>
    public int Failures => _failures;

    /// <summary>Waits until this many more messages were acknowledged.</summary>
    public async Task WaitForMoreAsync(int messages, CancellationToken cancellationToken)
    {
        var until = _acknowledged.Count + messages;
        while (_acknowledged.Count < until)
        {
            await Task.Delay(10, cancellationToken);
        }
    }

    /// <summary>Lets every sender bring its last batch to an end.</summary>
    public async Task FinishAsync()
    {
        await _stopping.CancelAsync();
        await _senders.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _http.CancelPendingRequests();
        _http.Dispose();
        _stopping.Dispose();
    }

    private async Task SendAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var at = DateTimeOffset.UtcNow;
            var ids = Enumerable.Range(0, Messages).Select(_ => Guid.NewGuid().ToString()).ToArray();
            var batch = string.Join(',', ids.Select(id =>
                $$"""{"type":"track","messageId":"{{id}}","event":"Product Viewed","anonymousId":"v","timestamp":"{{at:O}}","properties":{"sku":"A-1"} }"""));
            while (!await TrySendAsync(batch))
            {
                Interlocked.Increment(ref _failures);
                await Task.Delay(100);
            }

            Array.ForEach(ids, _acknowledged.Enqueue);
        }
    }

    private async Task<bool> TrySendAsync(string batch)
    {
        var body = $$"""{"sentAt":"{{DateTimeOffset.UtcNow:O}}","batch":[{{batch}}]}""";
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var response = await _http.PostAsync("/v1/batch", content);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return false;
            }

            using var answer = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
            return answer.RootElement.GetProperty("accepted").GetInt32() == Messages;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return false;
        }
    }
}
