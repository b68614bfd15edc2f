using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Portal.Domain.Tenancy;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Exchange;

/// <summary>A program that hands a store's files in.</summary>
internal sealed class ImportClient(HttpClient client, string token) : IDisposable
{
    /// <summary>The address that takes files.</summary>
    public static readonly Uri Address = new("/api/v1/imports", UriKind.Relative);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>What it is known by.</summary>
    public string Token { get; } = token;

    public static async Task<ImportClient> OpenAsync(PortalInstallation installation, TestStore store)
    {
        var token = SecretToken.New("at_");
        await installation.Database.ExecuteAsync("""
            insert into api_tokens (tenant_id, id, name, token_hash, last_characters, scopes, created_at)
            values ($1, gen_random_uuid(), 'Benchmark', $2, '0000', $3, now())
            """, store.TenantId, SecretToken.Hash(token), new[] { ApiScopes.ImportsWrite });
        var client = new HttpClient { BaseAddress = installation.Portal.Address, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new(client, token);
    }

    /// <summary>Writes a file, hands it in and waits for its end.</summary>
    /// <returns>Seconds from the first byte sent to the end of the import.</returns>
    public async Task<double> ImportAsync(string kind, string header, int rows, Func<int, string> row)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        await using (var text = new StreamWriter(gzip))
        {
            await text.WriteLineAsync(header);
            for (var number = 0; number < rows; number++)
                await text.WriteLineAsync(row(number));
        }

        packed.Position = 0;
        return await ImportAsync(kind, packed);
    }

    /// <summary>Hands a file in and waits for its end.</summary>
    /// <param name="more">Further parts of the form.</param>
    /// <returns>Seconds from the first byte sent to the end of the import.</returns>
    public async Task<double> ImportAsync(string kind, Stream file, params (string Part, string Value)[] more)
    {
        var clock = Stopwatch.StartNew();
        using var taken = await SendAsync(kind, kind + ".csv.gz", new StreamContent(file), CancellationToken.None, more);
        if (taken.StatusCode != HttpStatusCode.Accepted)
            throw new InvalidOperationException($"The import was refused: {await taken.Content.ReadAsStringAsync()}");
        while (true)
        {
            using var import = JsonDocument.Parse(await client.GetStringAsync(taken.Headers.Location));
            var status = import.RootElement.GetProperty("status").GetString();
            if (status == "finished" && import.RootElement.GetProperty("counts").GetProperty("rejected").GetInt32() == 0)
                return clock.Elapsed.TotalSeconds;
            if (status is not ("queued" or "running"))
                throw new InvalidOperationException($"The import ended otherwise: {import.RootElement}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Hands a file in, whatever becomes of it.</summary>
    /// <param name="more">Further parts of the form.</param>
    public async Task<HttpResponseMessage> SendAsync(
        string kind, string name, HttpContent file, CancellationToken cancellationToken, params (string Part, string Value)[] more)
    {
        using var form = new MultipartFormDataContent { { new StringContent(kind), "kind" }, { file, "file", name } };
        foreach (var (part, value) in more)
            form.Add(new StringContent(value), part);
        return await client.PostAsync(Address, form, cancellationToken);
    }

    public void Dispose() => client.Dispose();
}
