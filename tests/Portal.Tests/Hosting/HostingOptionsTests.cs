using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Hosting;
using Portal.Hosting.Process;
using Xunit;

namespace Portal.Tests.Hosting;

public sealed class HostingOptionsTests
{
    [Fact]
    public void Proxy_Networks_AreTrusted()
    {
        using var app = Build("Proxy:KnownNetworks:0=172.30.0.0/24", "Shutdown:DrainSeconds=5");

        var headers = app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value;

        Assert.Equal("172.30.0.0/24", Assert.Single(headers.KnownIPNetworks).ToString());
        Assert.Equal(5, app.Services.GetRequiredService<IOptions<ShutdownOptions>>().Value.DrainSeconds);
    }

    [Theory]
    [InlineData("Proxy:KnownNetworks:0=proxy.local", "Proxy:KnownNetworks: 'proxy.local' is not a network such as 10.0.0.0/8.")]
    [InlineData("Shutdown:DrainSeconds=61", "Shutdown:DrainSeconds: The field DrainSeconds must be between 0 and 60.")]
    public async Task Start_WrongSetting_IsRefusedByItsKey(string setting, string message)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            await using var app = Build(setting);
            await app.StartAsync(TestContext.Current.CancellationToken);
        });

        Assert.Equal(message, Assert.Single(refusal.Failures));
    }

    private static WebApplication Build(params string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => setting.Split('='))
            .Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddPortalHosting();
        return builder.Build();
    }
}
