using Portal.Infrastructure.Mail;
using Xunit;

namespace Portal.Infrastructure.Tests.Mail;

public sealed class MailOptionsTests
{
    private static MailOptions Valid => new()
    {
        Host = "smtp.example", UserName = "portal", Password = "secret", From = "portal@shop.example", PortalAddress = "https://portal.example",
    };

    [Fact]
    public void Validate_Complete_Succeeds() => Assert.True(new ValidateMailOptions().Validate(null, Valid).Succeeded);

    [Fact]
    public void Validate_Nothing_SucceedsForFiles() => Assert.True(new ValidateMailOptions().Validate(null, new()).Succeeded);

    [Theory]
    [InlineData("Mail:Host")]
    [InlineData("Mail:Port")]
    [InlineData("Mail:From")]
    [InlineData("Mail:Password")]
    [InlineData("Mail:PortalAddress")]
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
            case "Mail:Password":
                options.Password = null;
                break;
            default:
                options.PortalAddress = "portal";
                break;
        }

        var result = new ValidateMailOptions().Validate(null, options);

        Assert.Contains(key, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }
}
