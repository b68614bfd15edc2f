using Portal.Hosting.Authentication;
using Portal.Hosting.Failures;
using Portal.Hosting.Rates;

namespace Portal.Features.Api;

/// <summary>Groups of a store's API.</summary>
public static class ApiRoutes
{
    /// <summary>A group that tokens of a scope may call. A call with wrong parameters is answered here, field by field.</summary>
    /// <param name="tag">The heading in the documentation.</param>
    public static RouteGroupBuilder MapStoreApi(this IEndpointRouteBuilder routes, string prefix, string tag, string scope)
    {
        var group = routes.MapGroup(prefix).WithTags(tag).WithMetadata(new ApiScope(scope))
            .RequireAuthorization(policy => ApiTokenAuthentication.Require(policy, scope))
            .LimitRate(RatePolicy.Api)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        group.AddEndpointFilter((context, next) => context.Arguments.OfType<ApiCall>()
            .FirstOrDefault() is { Errors: { None: false } errors }
            ? ValueTask.FromResult<object?>(Problems.Fields(errors))
            : next(context));
        return group;
    }
}

/// <summary>The scope that a token needs to call an endpoint.</summary>
internal sealed record ApiScope(string Name);
