using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Imports;
using Xunit;

namespace Portal.Infrastructure.Tests.Imports;

public sealed class ImportFileOptionsTests
{
    [Fact]
    public void Settings_None_AreTheDefaults()
    {
        var options = Read();

        Assert.Equal((4_096, 20_000_000, 1_000, 100_000, 1_000_000), (options.MaxUnpackedMegabytes, options.MaxRows, options.MaxColumns,
            options.MaxCellCharacters, options.MaxRowCharacters));
    }

    [Fact]
    public void Settings_Given_AreTaken() => Assert.Equal(300, Read(("MaxColumns", "300")).MaxColumns);

    [Theory]
    [InlineData("MaxUnpackedMegabytes", "0")]
    [InlineData("MaxUnpackedMegabytes", "65537")]
    [InlineData("MaxRows", "0")]
    [InlineData("MaxColumns", "0")]
    [InlineData("MaxColumns", "10001")]
    [InlineData("MaxCellCharacters", "199")]
    [InlineData("MaxRowCharacters", "50000")]
    public void Settings_WrongOne_NamesItsKey(string key, string value)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read((key, value)));

        Assert.StartsWith($"Imports:{key}: ", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    private static ImportFileOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Imports:{setting.Key}", (string?)setting.Value)))
            .Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddImports().BuildServiceProvider();
        return services.GetRequiredService<IOptions<ImportFileOptions>>().Value;
    }
}
