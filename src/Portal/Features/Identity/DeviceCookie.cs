using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.Features.Identity;

/// <summary>
/// Remembers in a browser which accounts have signed in with it, so that its failed tries are counted apart from strangers'.
/// It gives no right: who has it still needs the password.
/// </summary>
public sealed class DeviceCookie(IDataProtectionProvider protection)
{
    private const string Name = "portal-device";
    private const int MaxAccounts = 5;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Portal.Identity.DeviceCookie")
        .ToTimeLimitedDataProtector();
    private readonly HostPrefixCookies _cookies = new();

    /// <summary>The device of this browser for an account; null when the account has not signed in with it.</summary>
    public Guid? Find(HttpContext context, byte[] account)
    {
        var name = Convert.ToHexStringLower(account);
        return Read(context).Where(device => device.Account == name).Select(device => (Guid?)device.Id).FirstOrDefault();
    }

    /// <summary>Remembers an account that has just signed in; the account used longest ago gives way.</summary>
    public void Remember(HttpContext context, byte[] account)
    {
        var name = Convert.ToHexStringLower(account);
        var known = Read(context);
        var device = known.FirstOrDefault(device => device.Account == name) ?? new(name, Guid.NewGuid());
        Device[] kept = [device, .. known.Where(other => other.Account != name).Take(MaxAccounts - 1)];
        _cookies.AppendResponseCookie(context, Name, _protector.Protect(JsonSerializer.Serialize(kept), Lifetime), new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Lifetime,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
    }

    // A cookie that is too old, of another installation or made up is none.
    private Device[] Read(HttpContext context)
    {
        try
        {
            return _cookies.GetRequestCookie(context, Name) is { Length: > 0 } value
                ? JsonSerializer.Deserialize<Device[]>(_protector.Unprotect(value)) ?? [] : [];
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException or FormatException)
        {
            return [];
        }
    }

    private sealed record Device(string Account, Guid Id);
}
