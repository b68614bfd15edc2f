using System.Text.Unicode;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Hosting.Failures;

namespace Portal.Hosting.Requests;

/// <summary>
/// Refuses requests whose address or form holds text that PostgreSQL cannot take, before any endpoint sees it. Programs have to
/// write their addresses without faults; what a person types is taken as far as it can be read.
/// </summary>
public static class TextGuard
{
    public static void UseTextGuard(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null && await FindAsync(context) is { } errors)
            await RefuseAsync(context, errors);
        else
            await next(context);
    });

    private static async ValueTask<FieldErrors?> FindAsync(HttpContext context)
    {
        var errors = new FieldErrors();
        foreach (var (name, value) in context.Request.RouteValues)
            errors.Require(value is not string text || StorableText.IsStorable(text), name, StorableText.Problem);
        if (context.Request.QueryString is { HasValue: true, Value: { } query } && query.Contains('%', StringComparison.Ordinal))
            CheckQuery(query, isStrict: StatusPages.IsForProgram(context), errors);
        if (errors.None && HttpMethods.IsPost(context.Request.Method) && !StatusPages.IsForProgram(context)
            && context.Request.HasFormContentType)
            await CheckFormAsync(context, errors);
        return errors.None ? null : errors;
    }

    private static void CheckQuery(string query, bool isStrict, FieldErrors errors)
    {
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var (name, value) = (pair.DecodeName().ToString(), pair.DecodeValue());
            errors.Require(StorableText.IsStorable(name), "query", StorableText.Problem);
            errors.Require(StorableText.IsStorable(value.Span), Shown(name), StorableText.Problem);
            errors.Require(!isStrict || (IsWellFormed(pair.EncodedName.Span) && IsWellFormed(pair.EncodedValue.Span)), Shown(name),
                "Send UTF-8, percent-encoded.");
        }
    }

    private static async Task CheckFormAsync(HttpContext context, FieldErrors errors)
    {
        try
        {
            foreach (var (name, values) in await context.Request.ReadFormAsync(context.RequestAborted))
                errors.Require(StorableText.IsStorable(name) && values.All(value => StorableText.IsStorable(value)), Shown(name),
                    StorableText.Problem);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            errors.Add("form", "The form cannot be read.");
        }
    }

    private static async Task RefuseAsync(HttpContext context, FieldErrors errors)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        if (StatusPages.IsForProgram(context))
            await Problems.Fields(errors).ExecuteAsync(context);
    }

    private static string Shown(string name) => StorableText.IsStorable(name) && name.Length is > 0 and < 100 ? name : "query";

    // Each percent sign before two hexadecimal digits, and the bytes that they spell UTF-8.
    private static bool IsWellFormed(ReadOnlySpan<char> encoded)
    {
        if (!encoded.Contains('%'))
            return true;
        Span<byte> bytes = encoded.Length <= 1024 ? stackalloc byte[encoded.Length] : new byte[encoded.Length];
        var length = 0;
        for (var place = 0; place < encoded.Length; place++)
        {
            if (encoded[place] != '%')
            {
                bytes[length++] = (byte)(encoded[place] < 0x80 ? encoded[place] : '?');
                continue;
            }

            if (place + 2 >= encoded.Length || !char.IsAsciiHexDigit(encoded[place + 1]) || !char.IsAsciiHexDigit(encoded[place + 2]))
                return false;
            bytes[length++] = Convert.FromHexString(encoded.Slice(place + 1, 2))[0];
            place += 2;
        }

        return Utf8.IsValid(bytes[..length]);
    }
}
