using Portal.Infrastructure.Api;

namespace Portal.Features.Api.Resources;

/// <summary>The query parameters of a resource's endpoints, made from what the resource says of itself.</summary>
internal static class ResourceParameters
{
    public const string Fields = "fields";
    public const string Limit = "limit";
    public const string Cursor = "cursor";

    public static IEnumerable<ApiParameter> List(Resource resource) =>
    [
        .. resource.Filters.Select(Of),
        FieldsOf(resource),
        new ApiParameter.Whole(Limit, "Rows at most.", 1, 500, 100),
        new ApiParameter.Words(Cursor, "Where to go on: nextCursor of the answer before.", 2000),
    ];

    public static ApiParameter FieldsOf(Resource resource) => new ApiParameter.Words(
        Fields, $"Only these fields, separated by commas: any of {string.Join(", ", resource.Fields.Select(field => field.Name))}.", 1000);

    private static ApiParameter Of(ResourceFilter filter) => filter switch
    {
        { Choices: { } words } => new ApiParameter.Choice(filter.Name, filter.Description, words),
        { Type: ResourceType.Instant } => new ApiParameter.Instant(filter.Name, filter.Description),
        { Type: ResourceType.Day } => new ApiParameter.Day(filter.Name, filter.Description),
        { Type: ResourceType.Flag } => new ApiParameter.Flag(filter.Name, filter.Description),
        { Type: ResourceType.Whole } => new ApiParameter.Whole(filter.Name, filter.Description, int.MinValue, int.MaxValue, 0),
        _ => new ApiParameter.Words(filter.Name, filter.Description),
    };
}
