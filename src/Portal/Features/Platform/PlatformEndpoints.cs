using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Hosting.Failures;
using Portal.Hosting.Rates;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Platform;

/// <summary>The API with which the platform's administrators make stores.</summary>
public static class PlatformEndpoints
{
    private const int MaxBytes = 64 * 1024;

    private sealed record StoreRequest(string? Name, string? Currency, string? TimeZone, string? Country, string? OwnerEmail);

    private sealed record StoreAnswer(Guid Id, string Slug, string Name, string WriteKey, string ApiToken, Guid SiteId);

    public static void MapPlatformEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/platform/stores", ProvisionAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .RequireAuthorization(PlatformPolicies.CallApi).LimitRate(RatePolicy.Platform);

    private static async Task<IResult> ProvisionAsync(HttpContext context, ProvisionStore provision, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context.Request, cancellationToken) is not { } request)
            return Problems.Of(StatusCodes.Status400BadRequest, Problems.Malformed, "Send a JSON object as application/json.");

        var details = new StoreDetails(request.Name, request.Currency, request.TimeZone, request.Country);
        var result = await provision.RunAsync(new(details, new StoreOwner.ByEmail(request.OwnerEmail)) { WithApiToken = true },
            cancellationToken);
        return result switch
        {
            ProvisionStoreResult.Provisioned made => Results.Created(
                PortalUrls.Store(made.Slug), new StoreAnswer(made.TenantId, made.Slug, made.Name, made.WriteKey, made.ApiToken!,
                    made.SiteId)),
            ProvisionStoreResult.Invalid(var errors) => Problems.Fields(errors),
            _ => throw new InvalidOperationException($"Unexpected answer {result}."),
        };
    }

    private static async Task<StoreRequest?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return request.HasJsonContentType() ? await request.ReadFromJsonAsync<StoreRequest>(cancellationToken) : null;
        }
        catch (Exception exception) when (exception is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }
}
