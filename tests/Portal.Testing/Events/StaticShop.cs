using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Testing.Events;

/// <summary>A shop on an origin of its own: every path answers a small page whose title is the path.</summary>
public sealed class StaticShop : IAsyncDisposable
{
    private WebApplication? _app;

    public string Origin { get; private set; } = "";

    /// <summary>What the shop's owner pasted before the closing head tag.</summary>
    public string Head { get; set; } = "";

    /// <summary>What every page shows below its heading.</summary>
    public string Body { get; set; } = """<a id="next" href="/next">Next</a>""";

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/favicon.ico", () => Results.NoContent());
        _app.MapGet("/{**path}", (HttpRequest request) => Results.Content(Page(request.Path), "text/html; charset=utf-8"));
        await _app.StartAsync();
        Origin = _app.Urls.Single();
    }

    /// <summary>The simple form of the snippet; further attributes as <c>data-consent="required"</c>.</summary>
    public static string ScriptTag(string host, string writeKey, string attributes = "") =>
        $"""<script defer src="{host}/t.js" data-site="{writeKey}" {attributes}></script>""";

    /// <summary>The inline form that queues calls until the tracker has arrived.</summary>
    public static string InlineLoader(string host, string writeKey, string calls = "", string consent = "") =>
        $"<script>{TrackerFiles.Loader(host, writeKey, consent)}\n{calls}</script>";

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    private string Page(string path) => $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(path)}</title>{Head}</head>
        <body><h1>Kopi and Kain</h1>{Body}</body>
        </html>
        """;
}
