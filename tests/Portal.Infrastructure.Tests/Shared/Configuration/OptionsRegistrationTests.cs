using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Shared.Configuration;
using Xunit;

namespace Portal.Infrastructure.Tests.Shared.Configuration;

public sealed class OptionsRegistrationTests
{
    [Fact]
    public void AddValidated_GoodValue_IsBound() => Assert.Equal(25, Read("25").Port);

    [Fact]
    public void AddValidated_BadValue_NamesTheKey()
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read("0"));

        Assert.StartsWith("Sample:Port: ", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void AddValidated_ValueOfAnotherKind_NamesTheKey()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Read("many"));

        Assert.Contains("Sample:Port", refusal.Message, StringComparison.Ordinal);
    }

    private static SampleOptions Read(string port)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Sample:Port", port)]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        services.AddValidated<SampleOptions>("Sample");
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SampleOptions>>().Value;
    }

    private sealed class SampleOptions
    {
        [Range(1, 65535)]
        public int Port { get; init; }
    }
}
