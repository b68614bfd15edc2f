using Microsoft.Extensions.Options;
using Portal.Infrastructure.Messaging;
using Portal.Infrastructure.Shared.Addresses;
using Xunit;

namespace Portal.Infrastructure.Tests.Messaging;

public sealed class MailOptionsTests
{
    private static MailOptions Valid => new()
    {
        Host = "smtp.example",
        UserName = "portal",
        Password = "secret",
        From = "portal@shop.example",
    };

    [Fact]
    public void Validate_Complete_Succeeds() => Assert.True(Validator().Validate(null, Valid).Succeeded);

    [Fact]
    public void Validate_Nothing_SucceedsForFiles() => Assert.True(Validator(publicAddress: null).Validate(null, new()).Succeeded);

    [Fact]
    public void Validate_ServerButNoPublicAddress_NamesItsKey() =>
        Assert.Contains("Portal:PublicAddress", Assert.Single(Validator(publicAddress: null).Validate(null, Valid).Failures!),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Mail:Host")]
    [InlineData("Mail:Port")]
    [InlineData("Mail:From")]
    [InlineData("Mail:Password")]
    public void Validate_OneBrokenField_NamesItsKey(string key)
    {
        var options = Valid;
        switch (key)
        {
            case "Mail:Host":
                options.Host = "not a host";
                break;
            case "Mail:Port":
                options.Port = 0;
                break;
            case "Mail:From":
                options.From = "nobody";
                break;
            default:
                options.Password = null;
                break;
        }

        var result = Validator().Validate(null, options);

        Assert.Contains(key, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    private static ValidateMailOptions Validator(string? publicAddress = "https://portal.example") =>
        new(Options.Create(new PortalAddressOptions { PublicAddress = publicAddress }));
}
