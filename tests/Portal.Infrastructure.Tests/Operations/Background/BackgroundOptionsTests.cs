using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Operations.Background;
using Xunit;

namespace Portal.Infrastructure.Tests.Operations.Background;

public sealed class BackgroundOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreValid() => Assert.Equal((5, 3), (Options().MaxFailures, Options().MaxCrashes));

    [Theory]
    [InlineData("MaxFailures", "0")]
    [InlineData("MaxFailures", "101")]
    [InlineData("MaxCrashes", "0")]
    [InlineData("MaxCrashes", "101")]
    public void Validate_OutOfRange_NamesTheKey(string field, string value)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Options(($"Background:{field}", value)));

        Assert.Contains($"Background:{field}", failure.Message, StringComparison.Ordinal);
    }

    private static BackgroundOptions Options(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddBackgroundWork().BuildServiceProvider();
        return services.GetRequiredService<IOptions<BackgroundOptions>>().Value;
    }
}
