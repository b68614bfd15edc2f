using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Portal.Hosting;
using Portal.Hosting.Process;
using Portal.Testing.Data;

namespace Portal.Testing.Hosting;

/// <summary>The whole portal on a real socket over a database of the test class's own.</summary>
public class PortalApp : PostgresFixture
{
    // Twice what the application itself allows; a stop that takes longer hangs.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private WebApplication? _app;

    /// <summary>Where it listens, such as <c>http://127.0.0.1:34567</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The application's services.</summary>
    public IServiceProvider Services => _app!.Services;

    /// <summary>Where the application keeps keys and mails.</summary>
    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("portal-test-").FullName;

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await StartAsync(new("http://127.0.0.1:0"));
    }

    /// <summary>Starts it again after a stop: on the same port, over the same database and data folder.</summary>
    public Task StartAsync() => StartAsync(Address);

    /// <summary>Stops it; the database stays.</summary>
    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync().WaitAsync(StopLimit);
            await app.DisposeAsync().AsTask().WaitAsync(StopLimit);
        }
    }

    /// <summary>A client that keeps cookies and does not follow redirects.</summary>
    public HttpClient CreateClient() => CreateClient(new());

    /// <summary>The same with cookies that the caller can see.</summary>
    public HttpClient CreateClient(CookieContainer cookies) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = Address };

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
        await base.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }

    /// <summary>What a test changes of the command line, such as the demo store.</summary>
    protected virtual PortalArguments Arrange(PortalArguments arguments) => arguments;

    /// <summary>What has to happen before it listens.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>What a test changes of the application, such as a setting.</summary>
    protected virtual void Configure(WebApplicationBuilder builder)
    {
    }

    private async Task StartAsync(Uri address)
    {
        var arguments = new PortalArguments { Urls = address.OriginalString, DataDirectory = DataDirectory, Demo = false };
        _app = PortalHost.Build(Arrange(arguments), Database, builder =>
        {
            // No test reaches out of the machine.
            builder.Configuration["ExchangeRates:Address"] = "";
            Configure(builder);
        });
        await PrepareAsync();
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new(addresses.First());
    }
}
