using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Identity;
using Xunit;

namespace Portal.Infrastructure.Tests.Identity;

public sealed class MasterKeyTests
{
    [Theory]
    [InlineData("not base64")]
    [InlineData("c2hvcnQ=")]
    public void Load_WrongSetting_NamesTheKey(string configured)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => MasterKey.Load(configured, "unused"));

        Assert.Contains("Security:MasterKey", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoSetting_MakesAFileOnceThatOnlyItsOwnerReads()
    {
        var directory = Directory.CreateTempSubdirectory("master-key-").FullName;

        MasterKey.Load(null, directory);
        var first = File.ReadAllText(Path.Combine(directory, "master.key"));
        MasterKey.Load(null, directory);

        Assert.Equal(first, File.ReadAllText(Path.Combine(directory, "master.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(directory, "master.key")));
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void Decrypt_OwnCipher_GivesTheElementBackAndAnotherKeyDoesNot()
    {
        var key = MasterKey.Load(Convert.ToBase64String(new byte[32]), "unused");
        var other = MasterKey.Load(Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray()), "unused");

        var cipher = new MasterKeyEncryptor(key).Encrypt(new XElement("secret", "words")).EncryptedElement;

        Assert.DoesNotContain("words", cipher.ToString(), StringComparison.Ordinal);
        Assert.Equal("words", new MasterKeyDecryptor(Services(key)).Decrypt(cipher).Value);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => new MasterKeyDecryptor(Services(other))
            .Decrypt(cipher));
    }

    private static ServiceProvider Services(MasterKey key) => new ServiceCollection().AddSingleton(key).BuildServiceProvider();
}
