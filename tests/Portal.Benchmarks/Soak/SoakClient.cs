using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Soak;

/// <summary>
/// A shop's server that numbers its messages and sends each batch until it is answered 200, whatever happens meanwhile.
/// What it was answered for is exactly the numbers below <see cref="Acknowledged"/>.
/// </summary>
internal sealed class SoakClient(Uri portal, TestStore store, int number) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Random _random = new(number);

    public string Prefix { get; } = string.Create(CultureInfo.InvariantCulture, $"soak-{number}-");

    /// <summary>Messages that were answered for.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Sends that were not answered 200 and were repeated.</summary>
    public long Repeated { get; private set; }

    /// <summary>Messages that the portal said it had already: it kept them though its answer never came.</summary>
    public long Duplicates { get; private set; }

    public async Task RunAsync(TimeSpan pause, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var count = _random.Next(10) == 0 ? 1 : _random.Next(1, 400);
            await SendAsync(Batch(count), count);
            await Task.Delay(pause, CancellationToken.None);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(byte[] body, int count)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post,
                    new Uri(portal, "/v1/batch"))
                { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new("application/json");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", store.WriteKey);
                using var answer = await _http.SendAsync(request);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    using var document = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
                    Duplicates += document.RootElement.GetProperty("duplicates").GetInt32();
                    Acknowledged += count;
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
            {
                // the portal or its database is away
            }

            Repeated++;
            await Task.Delay(250);
        }
    }

    private byte[] Batch(int count)
    {
        var now = DateTimeOffset.UtcNow;
        var text = new StringBuilder("{\"batch\":[");
        for (var index = 0; index < count; index++)
        {
            var visitor = _random.Next(5_000);
            var (type, more) = _random.Next(10) switch
            {
                < 5 => ("page", "\"properties\":{\"path\":\"/c/4\",\"url\":\"https://shop.example/c/4\"}"),
                < 8 => ("track", "\"event\":\"Product Viewed\",\"properties\":{\"product_id\":\"p-1\",\"name\":\"Scarf\"}"),
                8 => ("track",
                    $"\"event\":\"Order Completed\",\"properties\":{{\"order_id\":\"{Prefix}{Acknowledged + index}\",\"revenue\":12.5}}"),
                _ => ("identify", $"\"userId\":\"u-{visitor}\",\"traits\":{{}}"),
            };
            text.Append(index == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $"{{\"type\":\"{type}\",\"messageId\":\"{Prefix}{Acknowledged + index}\",\"anonymousId\":\"v-{visitor}\",{more},\"timestamp\":\"{now:O}\"}}");
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }
}
