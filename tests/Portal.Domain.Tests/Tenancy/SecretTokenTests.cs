using Portal.Domain.Tenancy;
using Portal.Domain.Tracking;
using Xunit;

namespace Portal.Domain.Tests.Tenancy;

public sealed class SecretTokenTests
{
    [Fact]
    public void New_IsWellFormedForItsPrefixAlone()
    {
        var secret = SecretToken.New("at_");

        Assert.True(SecretToken.IsWellFormed(secret, "at_"));
        Assert.False(SecretToken.IsWellFormed(secret, "pt_"));
        Assert.False(SecretToken.IsWellFormed(secret + "x", "at_"));
        Assert.False(SecretToken.IsWellFormed(secret[..^1], "at_"));
        Assert.False(SecretToken.IsWellFormed(secret[..^1] + "-", "at_"));
        Assert.False(SecretToken.IsWellFormed("", "at_"));
    }

    [Fact]
    public void NewKey_IsWellFormed()
    {
        var key = WriteKey.NewKey();

        Assert.True(WriteKey.IsWellFormed(key));
        Assert.False(WriteKey.IsWellFormed("x" + key));
        Assert.False(WriteKey.IsWellFormed("wk_"));
        Assert.False(WriteKey.IsWellFormed(key[..^1] + "\0"));
        Assert.False(WriteKey.IsWellFormed(key.PadRight(41, 'a')));
    }
}
