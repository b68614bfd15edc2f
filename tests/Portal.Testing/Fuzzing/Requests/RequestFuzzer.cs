using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Portal.Infrastructure;
using Portal.Infrastructure.Imports;

namespace Portal.Testing.Fuzzing.Requests;

/// <summary>
/// One request in each round: events, writes of the API, files to import, and the address of any page, file or call, each made from
/// a valid one. Whatever comes back is an answer: no failure, no broken connection.
/// </summary>
public sealed class RequestFuzzer(FuzzedPortal portal, FuzzTally tally)
{
    private static readonly string[] EventRoutes = ["/v1/batch", "/v1/track", "/v1/page", "/v1/identify", "/v1/alias", "/v1/group",
        "/v1/screen", "/v1/import"];
    private static readonly string[] BodyTypes = ["application/json", "text/plain", "application/json; charset=utf-16", "text/csv",
        "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];
    private static readonly string[] Encodings = ["gzip", "br", "identity", "zip", "gzip, gzip"];
    private static readonly string[] Verbs = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];

    private static readonly IReadOnlyList<byte[]> Files = [.. ImportKinds.All.Select(kind =>
        Encoding.UTF8.GetBytes(ImportSample.Of(kind)))];
    private static readonly IReadOnlyList<string> Rows = [.. ResourceCatalogue.All.Where(resource =>
        resource.Fields.Any(field => field.IsWritable)).Select(SampleRows.Of)];
    private static readonly IReadOnlyList<byte[]> RowBytes = [.. Rows.Select(Encoding.UTF8.GetBytes)];

    private readonly IReadOnlyList<FuzzRoute> _calls = [.. portal.Routes.Where(route =>
        route.Pattern.StartsWith("/api/v1/", StringComparison.Ordinal))];
    private readonly IReadOnlyList<FuzzRoute> _pages = [.. portal.Routes.Where(route => route.IsPage)];
    private readonly IReadOnlyList<FuzzRoute> _others =
        [.. portal.Routes.Where(route => !route.IsPage && !route.Pattern.StartsWith("/api/v1/", StringComparison.Ordinal)
            && !EndsTheSession(route))];

    public Task RunAsync(FuzzRandom random) => random.Below(10) switch
    {
        < 3 => SendEventsAsync(random),
        < 5 => SendRowsAsync(random),
        5 => SendFileAsync(random),
        6 => AskAsync(random, "calls", portal.Program, random.Pick(_calls)),
        7 => AskAsync(random, "files", portal.Browser, random.Pick(_others)),
        8 => AskAsync(random, "pages", portal.Browser, random.Pick(_pages)),
        _ => SendAnythingAsync(random),
    };

    private static bool EndsTheSession(FuzzRoute route) => route.Pattern.Contains("sign-out", StringComparison.Ordinal);

    private async Task SendEventsAsync(FuzzRandom random)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, random.OneIn(2) ? EventRoutes[0] : random.Pick(EventRoutes));
        request.Content = Body(random, random.OneIn(3)
            ? ByteMutator.Mutate(random, random.Pick(SampleRequests.Bytes), SampleRequests.Bytes)
            : Encoding.UTF8.GetBytes(JsonMutator.Mutate(random, random.Pick(SampleRequests.Batches))));
        request.Headers.TryAddWithoutValidation("Authorization", random.Below(12) switch
        {
            0 => "Basic " + Convert.ToBase64String(random.Bytes(random.Size(400))),
            1 => "Bearer " + Header(ExtremeValues.Any(random)),
            2 => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(portal.WriteKey + ":")),
            _ => "Bearer " + portal.WriteKey,
        });
        await SendAsync(random, "events", new Call(portal.Program, request));
    }

    private async Task SendRowsAsync(FuzzRandom random)
    {
        var resource = random.Pick(ResourceCatalogue.All);
        var isBulk = random.OneIn(2);
        var address = isBulk ? $"/api/v1/{resource.Name}/bulk" : $"/api/v1/{resource.Name}/{Value(random, "id", "")}";
        using var request = new HttpRequestMessage(isBulk ? HttpMethod.Post : random.OneIn(4) ? HttpMethod.Patch
            : HttpMethod.Put, Raw(address));
        var sample = SampleRows.Of(resource);
        request.Content = Body(random, random.OneIn(4)
            ? ByteMutator.Mutate(random, Encoding.UTF8.GetBytes(sample), RowBytes)
            : Encoding.UTF8.GetBytes(JsonMutator.Mutate(random, sample)));
        await SendAsync(random, "rows", new(portal.Program, request));
    }

    private async Task SendFileAsync(FuzzRandom random)
    {
        var kind = random.Pick(ImportKinds.All);
        var lines = ImportSample.Of(kind).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var file = random.OneIn(3)
            ? ByteMutator.Mutate(random, random.Pick(Files), Files)
            : Encoding.UTF8.GetBytes(CsvMutator.Make(random, lines[0].Split(','), [lines[1].Split(',')]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(random.OneIn(12) ? ExtremeValues.Any(random) : kind.Name), "kind" },
            { new ByteArrayContent(random.OneIn(4) ? Packed(file) : file), "file", random.OneIn(12)
            ? Header(ExtremeValues.Any(random)).Replace("\"", "", StringComparison.Ordinal) + "x" : "f.csv" },
        };
        if (random.OneIn(3))
            form.Add(new StringContent(JsonMutator.Mutate(random, """{"refundPrefix":"C","decimal":".","delimiter":",","nonProducts":["POST","gift_*"]}""")), "options");
        if (random.OneIn(6))
            form.Add(new StringContent(JsonMutator.Mutate(random, """{"orderId":"orderId","total":"total"}""")), "mapping");
        if (random.OneIn(6))
            form.Add(new StringContent(random.OneIn(2) ? "true" : ExtremeValues.Any(random)), "dryRun");
        request.Content = form;
        if (random.OneIn(4))
        {
            // The form itself may be broken too.
            var bytes = await form.ReadAsByteArrayAsync();
            var broken = new ByteArrayContent(ByteMutator.Mutate(random, bytes, [bytes]));
            broken.Headers.TryAddWithoutValidation("Content-Type", form.Headers.ContentType!.ToString());
            request.Content = broken;
        }

        await SendAsync(random, "imports", new(portal.Program, request));
    }

    private async Task AskAsync(FuzzRandom random, string kind, HttpClient client, FuzzRoute route)
    {
        var address = new StringBuilder(route.Fill(portal.Store.Slug, (name, constraint) => Value(random, name, constraint)));
        for (var count = random.Size(12); count > 0; count--)
        {
            address.Append(address.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?')
                .Append(random.OneIn(20) ? Escaped(random, ExtremeValues.Any(random)) : random.Pick(FuzzRoute.Parameters))
                .Append('=').Append(Escaped(random, Argument(random)));
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, Raw(address.ToString()));
        await SendAsync(random, kind, new(client, request));
    }

    // Any verb, any body, anywhere, now and then without a session.
    private async Task SendAnythingAsync(FuzzRandom random)
    {
        var route = random.Pick(random.OneIn(2) ? _calls : random.OneIn(2) ? _others : _pages);
        var address = route.Fill(portal.Store.Slug, (name, constraint) => Value(random, name, constraint));
        using var request = new HttpRequestMessage(new(random.OneIn(2) && route.Methods.Count > 0 ? random.Pick(route.Methods)
            : random.Pick(Verbs)), Raw(address));
        if (request.Method.Method is not ("GET" or "HEAD" or "TRACE"))
            request.Content = Body(random, random.OneIn(2) ? random.Bytes(random.Size(4_000))
                : ByteMutator.Mutate(random, random.Pick(RowBytes), RowBytes));
        for (var count = random.Below(4); count > 0; count--)
            request.Headers.TryAddWithoutValidation(random.Pick((string[])["Accept", "Accept-Language", "Origin", "Referer", "Cookie",
                "If-None-Match", "Range", "X-Forwarded-For", "Sec-Fetch-Site"]), Header(ExtremeValues.Any(random)));
        await SendAsync(random, "verbs", new(random.OneIn(2) ? portal.Program : portal.Browser, request));
    }

    private async Task SendAsync(FuzzRandom random, string kind, Call call)
    {
        var (client, request) = call;
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var body = await answer.Content.ReadAsStringAsync();
            var status = (int)answer.StatusCode;
            tally.Answer(kind, status);
            if (status >= 500)
                tally.Fail(random.Seed, $"{request.Method} {request.RequestUri} was answered {status}: {Short(body)}");
            else if (body.Contains("This page stopped working", StringComparison.Ordinal)
                || body.Contains("Could not show this", StringComparison.Ordinal))
                tally.Fail(random.Seed, $"{request.RequestUri} shows that it stopped.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            // A server may end a connection whose request it refuses before it has read the body; it may not be away.
            tally.Count(kind + " cut");
            if (!await IsReadyAsync())
                tally.Fail(random.Seed, $"{request.Method} {request.RequestUri}: {exception.Message} {exception.InnerException?.Message}");
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await portal.Program.GetAsync(new Uri("/health/live", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    private static ByteArrayContent Body(FuzzRandom random, byte[] bytes, string type = "application/json")
    {
        var encoding = random.OneIn(6) ? random.Pick(Encodings) : null;
        var content = new ByteArrayContent(encoding == "gzip" && !random.OneIn(3) ? Packed(bytes) : bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", random.OneIn(12) ? random.Pick(BodyTypes) : type);
        if (encoding is not null)
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return content;
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    // What a parameter of a page may be: something that means something, or an edge of it.
    private static string Argument(FuzzRandom random) => random.Below(5) switch
    {
        0 => random.Pick((string[])["7d", "30d", "90d", "12m", "custom", "today", "day", "week", "month", "asc", "desc", "all", "1", "2",
            "50"]),
        1 => random.Pick((string[])["2026-11-01", "2026-11-30", "1900-01-01", "2199-12-31", "2026-02-29"]),
        2 => random.Pick((string[])["name:has:tea", "total:gt:5", "1:is:x", "status:in:paid,open", ":::", "total:gt:", "name:has:%"]),
        _ => ExtremeValues.Any(random),
    };

    private static string Value(FuzzRandom random, string name, string constraint) => random.Below(4) switch
    {
        0 => Escaped(random, ExtremeValues.Any(random)),
        1 => Escaped(random, random.Pick(ExtremeValues.Numbers)),
        _ when constraint.StartsWith("guid", StringComparison.Ordinal) => new Guid(random.Bytes(16)).ToString(),
        _ when constraint.StartsWith("long", StringComparison.Ordinal) => random.Below(1000).ToString(CultureInfo.InvariantCulture),
        _ when constraint.StartsWith("export", StringComparison.Ordinal) || name == "format" =>
            random.Pick((string[])["csv", "json", "xlsx"]),
        _ => $"{name}-1",
    };

    // Sent as text is sent, or as bytes that are no text; never empty, or a segment would be lost.
    private static string Escaped(FuzzRandom random, string text) => random.OneIn(8)
        ? string.Concat(random.Bytes(1 + random.Size(20)).Select(value => string.Create(CultureInfo.InvariantCulture, $"%{value:X2}")))
        : text.Length == 0 ? "%20" : string.Concat(Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, 700)])
            .Select(value => char.IsAsciiLetterOrDigit((char)value) ? ((char)value).ToString()
            : string.Create(CultureInfo.InvariantCulture, $"%{value:X2}")));

    private static string Header(string text) => string.Concat(text.Where(sign => sign is > ' ' and <= '~').Take(2_000));

    private static string Short(string text) => text[..Math.Min(text.Length, 300)];

    private Uri Raw(string address) => new(
        portal.Address.GetLeftPart(UriPartial.Authority) + address,
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private sealed record Call(HttpClient Client, HttpRequestMessage Request);
}
