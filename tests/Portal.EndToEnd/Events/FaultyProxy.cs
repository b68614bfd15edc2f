using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Testing.Hosting;

namespace Portal.EndToEnd.Events;

/// <summary>Stands before the portal and fails on purpose: answers the first requests 503, or is not there yet.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly HttpClient _portal;
    private readonly WebApplication _app;
    private int _refusals;

    public FaultyProxy(Uri portal, int refusals)
    {
        _portal = new() { BaseAddress = portal };
        _refusals = refusals;
        Address = PortalProcess.FreeAddress();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.GetLeftPart(UriPartial.Authority));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address { get; }

    /// <summary>Requests that were answered 503.</summary>
    public int Refused { get; private set; }

    /// <summary>Begins to listen; before that, connections are refused.</summary>
    public Task StartAsync() => _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _portal.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Interlocked.Decrement(ref _refusals) >= 0)
        {
            Refused++;
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
            return;
        }

        using var request = new HttpRequestMessage(new(context.Request.Method),
            context.Request.Path)
        { Content = new StreamContent(context.Request.Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
        using var response = await _portal.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        await response.Content.CopyToAsync(context.Response.Body);
    }
}
