using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Hosting.Rates;

namespace Portal.Features.Api;

/// <summary>The description of the stores' API as OpenAPI, made from the endpoints themselves.</summary>
public static class ApiDocument
{
    public const string Name = "v1";

    /// <summary>Where programs read it.</summary>
    public const string Address = $"/api/openapi/{Name}.json";

    private const string TokenScheme = "token";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = api => api.RelativePath!.StartsWith("api/v1/", StringComparison.Ordinal)
            && api.ActionDescriptor.EndpointMetadata.OfType<ApiScope>().Any();
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(DescribeOperation);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/api/openapi/{documentName}.json").AllowAnonymous().LimitRate(RatePolicy.Open);

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "IntelliShop API",
            Version = Name,
            Description = "The figures of a store's pages, for programs. Days are those of the store's time zone. "
                + "A wrong parameter is answered with 400 and problem details (RFC 9457) that name it.",
        };
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [TokenScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A token of the store, created under Settings, API tokens. It works for that store only, within its scopes.",
            },
        };
        return Task.CompletedTask;
    }

    private static Task DescribeOperation(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters = [.. operation.Parameters?.Where(parameter => parameter.In == ParameterLocation.Path) ?? [],
            .. metadata.OfType<ApiParameter>().Select(Parameter)];
        if (metadata.OfType<ApiScope>().LastOrDefault() is { } scope)
        {
            operation.Security = [new() { [new(TokenScheme, context.Document)] = [scope.Name] }];
            operation.Description = string.Join(' ',
                new[] { operation.Description, $"Needs the scope {scope.Name}." }.Where(text => !string.IsNullOrEmpty(text)));
        }

        if (metadata.OfType<ApiShape>().LastOrDefault() is { } shape)
            Describe(operation, shape);
        return Task.CompletedTask;
    }

    private static void Describe(OpenApiOperation operation, ApiShape shape)
    {
        operation.Responses ??= [];
        operation.Responses["200"] = new OpenApiResponse { Description = "OK", Content = Json(shape.Answer) };
        if (shape.Body is { } body)
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Json(body) };
        foreach (var path in operation.Parameters?.OfType<OpenApiParameter>()
            .Where(parameter => parameter.In == ParameterLocation.Path && string.IsNullOrEmpty(parameter.Description)) ?? [])
            path.Description = "Its id, or the shop's own key.";
    }

    private static Dictionary<string, OpenApiMediaType> Json(OpenApiSchema schema) =>
        new() { ["application/json"] = new() { Schema = schema } };

    private static OpenApiParameter Parameter(ApiParameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Description = parameter.Description,
        Required = parameter.IsRequired,
        Schema = parameter.Schema,
    };
}
