using Portal.Infrastructure.Identity;
using Xunit;

namespace Portal.Infrastructure.Tests.Identity;

public sealed class PortalIdentityOptionsTests
{
    [Fact]
    public void Validate_Defaults_Succeed() => Assert.True(new ValidatePortalIdentityOptions().Validate(null, new()).Succeeded);

    [Theory]
    [InlineData(0, 60, "Identity:SignInsPerMinute is")]
    [InlineData(10, 5, "Identity:SignInsPerMinutePerAddress is")]
    public void Validate_OneBrokenField_NamesItsKey(int account, int address, string words)
    {
        var result = new ValidatePortalIdentityOptions()
            .Validate(null, new() { SignInsPerMinute = account, SignInsPerMinutePerAddress = address });

        Assert.Contains(words, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }
}
