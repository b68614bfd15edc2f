using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Hosting.Circuits;
using Portal.Infrastructure.Shared.Configuration;
using Xunit;

namespace Portal.Tests.Hosting.Circuits;

public sealed class CircuitLimitOptionsTests
{
    [Fact]
    public void Nothing_IsValid() => Assert.Equal(100, Read().MessagesPerSecond);

    [Theory]
    [InlineData("MessagesPerSecond", "5")]
    [InlineData("MessageBurst", "99")]
    [InlineData("NavigationsPerSecond", "0")]
    [InlineData("NavigationBurst", "19")]
    [InlineData("KilobytesPerSecond", "1")]
    [InlineData("KilobyteBurst", "100")]
    [InlineData("MaxPerPerson", "0")]
    [InlineData("MaxPerAddress", "49")]
    [InlineData("MaxDisconnected", "-1")]
    [InlineData("DisconnectedSeconds", "0")]
    [InlineData("ScriptCallSeconds", "0")]
    [InlineData("MaxUnconfirmedBatches", "1")]
    public void OneBroken_IsRefusedByItsKey(string key, string value)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read(("Circuits:" + key, value)));

        Assert.StartsWith($"Circuits:{key}: ", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MessageBurst", "MessagesPerSecond", "2000")]
    [InlineData("NavigationBurst", "NavigationsPerSecond", "50")]
    [InlineData("KilobyteBurst", "KilobytesPerSecond", "5000")]
    public void BurstBelowItsRate_IsRefused(string burst, string rate, string value)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read(("Circuits:" + rate, value)));

        Assert.StartsWith($"Circuits:{burst}: ", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    private static CircuitLimitOptions Read(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build());
        services.AddValidated<CircuitLimitOptions>("Circuits");
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<CircuitLimitOptions>>().Value;
    }
}
