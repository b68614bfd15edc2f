using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure;
using Portal.Infrastructure.Api;

namespace Portal.Features.Api.Resources;

/// <summary>The endpoints of every resource: list, get, put one, put many.</summary>
public static class ResourceEndpoints
{
    public static void MapResourceEndpoints(this IEndpointRouteBuilder routes)
    {
        foreach (var resource in ResourceCatalogue.All)
        {
            MapReads(routes, resource);
            MapWrites(routes, resource);
        }
    }

    private static void MapReads(IEndpointRouteBuilder routes, Resource resource)
    {
        var group = Group(routes, resource, resource.ReadScope);
        group.MapGet($"/{resource.Name}", (ApiCall call, HttpContext context, ResourceQueries queries) => ResourceReads.ListAsync(resource,
            call, context, queries))
            .WithName("read" + Words(resource.Name)).WithSummary($"The {Plain(resource.Name)}, page by page")
            .WithDescription(resource.About
                + " Rows come in a fixed order, so that a page follows another without gap or repetition, whatever is added meanwhile.")
            .With(ResourceParameters.List(resource)).WithMetadata(ApiShape.OfList(resource));
        group.MapGet($"/{resource.Name}/{{id}}", (string id, ApiCall call, HttpContext context,
            ResourceQueries queries) => ResourceReads.FindAsync(resource, id, call, context, queries))
            .WithName("get" + Words(resource.One)).WithSummary($"One {resource.One}, by its id or the shop's own key")
            .WithDescription("Answers with an ETag; If-None-Match with it is answered 304 while nothing has changed.")
            .With(ResourceParameters.FieldsOf(resource)).WithMetadata(ApiShape.OfOne(resource))
                .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapWrites(IEndpointRouteBuilder routes, Resource resource)
    {
        var group = Group(routes, resource, resource.WriteScope).WithMetadata(new RequestSizeLimitAttribute(ResourceWrites.MaxBytes + 1));
        group.MapPut($"/{resource.Name}/{{id}}", (string id, ApiCall call, HttpContext context,
            ResourceWriter writer) => ResourceWrites.PutAsync(resource, id, call, context, writer))
            .WithName("put" + Words(resource.One)).WithSummary($"Makes or changes a {resource.One}")
            .WithDescription(
                $"{resource.About} Fields that are not sent keep their values, null empties one. If-Match and If-None-Match say which "
                + $"version it may replace. {ResourceWrites.Once}")
            .WithMetadata(ApiShape.OfOne(resource) with { Body = ApiShape.Row(resource.Fields, written: true) })
            .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPost($"/{resource.Name}/bulk", (ApiCall call, HttpContext context,
            ResourceWriter writer) => ResourceWrites.PutAllAsync(resource, call, context, writer))
            .WithName("putMany" + Words(resource.Name))
                .WithSummary($"Makes or changes up to {ResourceWriter.MaxRows} {Plain(resource.Name)}")
            .WithDescription($"Every row has a result of its own; a row that is wrong keeps none of the others back. {ResourceWrites.Once}")
            .WithMetadata(ApiShape.OfResults(resource)).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder routes, Resource resource, string scope) =>
        routes.MapStoreApi("/api/v1", Plain(resource.Name) is var tag ? char.ToUpperInvariant(tag[0]) + tag[1..] : "", scope);

    private static string Plain(string name) => name.Replace('-', ' ');

    private static string Words(string name) =>
        string.Concat(Plain(name).Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
