using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Identity;

/// <summary>Opens what <see cref="MasterKeyEncryptor"/> sealed. The framework makes it by its name, with the services.</summary>
public sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc />
    public XElement Decrypt(XElement encryptedElement)
    {
        var sealedBytes = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var nonce = sealedBytes[..MasterKeyEncryptor.NonceSize];
        var tag = sealedBytes.Slice(MasterKeyEncryptor.NonceSize, MasterKeyEncryptor.TagSize);
        var cipher = sealedBytes[(MasterKeyEncryptor.NonceSize + MasterKeyEncryptor.TagSize)..];
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(services.GetRequiredService<MasterKey>().Bytes, MasterKeyEncryptor.TagSize);
        aes.Decrypt(nonce, cipher, tag, plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
