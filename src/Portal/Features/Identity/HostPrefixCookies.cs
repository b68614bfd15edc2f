using Microsoft.AspNetCore.Authentication.Cookies;

namespace Portal.Features.Identity;

/// <summary>Gives cookies the <c>__Host-</c> prefix over https, which binds them to this very host (RFC 6265bis, 4.1.3.2).</summary>
internal sealed class HostPrefixCookies : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, Name(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, Name(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, Name(context, key), options);

    private static string Name(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;
}
