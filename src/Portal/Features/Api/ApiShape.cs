using Microsoft.OpenApi;
using Portal.Infrastructure.Api;

namespace Portal.Features.Api;

/// <summary>How the documentation tells the answer and the body of an endpoint that writes its JSON itself.</summary>
internal sealed record ApiShape(OpenApiSchema Answer)
{
    private static readonly string[] Outcomes = ["created", "updated", "unchanged", "rejected"];

    /// <summary>What is sent; null for nothing.</summary>
    public OpenApiSchema? Body { get; init; }

    public static ApiShape OfOne(Resource resource) => new(Row(resource.Fields, written: false));

    public static ApiShape OfList(Resource resource) => new(Object(
        ("data", List(Row(resource.Fields, written: false))),
        ("nextCursor", new()
        {
            Type = JsonSchemaType.String | JsonSchemaType.Null,
            Description = "Of the rows after these; null after the last."
        })));

    public static ApiShape OfResults(Resource resource) => new(Object(
        ("created", Whole("Rows that were made.")), ("updated", Whole("Rows that were changed.")),
        ("unchanged", Whole("Rows that were so already.")),
        ("rejected", Whole("Rows that were refused.")),
        ("results", List(Object(
            ("row", Whole("The row's place in the request, from 0.")),
            ("outcome", new()
            {
                Type = JsonSchemaType.String,
                Enum = [
                .. Outcomes.Select(word => System.Text.Json.Nodes.JsonValue.Create(word))]
            }),
            ("id", new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "Its name in web addresses." }),
            ("errors", new() { Type = JsonSchemaType.Object, Description = "What is wrong, by field." }))))))
    {
        Body = Object(("rows", List(Row(resource.Fields, written: true)))),
    };

    /// <param name="written">Only the fields that may be written.</param>
    public static OpenApiSchema Row(IReadOnlyList<ResourceField> fields, bool written) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.Where(field => field.IsWritable || !written)
            .ToDictionary(field => field.Name, field => (IOpenApiSchema)Field(field, written)),
    };

    private static OpenApiSchema Field(ResourceField field, bool written)
    {
        var schema = field.Type switch
        {
            ResourceType.Whole => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ResourceType.Number => new() { Type = JsonSchemaType.Number },
            ResourceType.Flag => new() { Type = JsonSchemaType.Boolean },
            ResourceType.Day => new() { Type = JsonSchemaType.String, Format = "date" },
            ResourceType.Instant => new() { Type = JsonSchemaType.String, Format = "date-time" },
            ResourceType.Id => new() { Type = JsonSchemaType.String, Format = "uuid" },
            ResourceType.Texts => List(new() { Type = JsonSchemaType.String }),
            ResourceType.Map => new()
            {
                Type = JsonSchemaType.Object,
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String }
            },
            ResourceType.Rows => List(Row(field.Inside, written)),
            _ => new()
            {
                Type = JsonSchemaType.String,
                MaxLength = field.IsWritable ? field.MaxLength : null,
                Enum = field.Choices is null ? [] : [.. field.Choices.Select(word => System.Text.Json.Nodes.JsonValue.Create(word))]
            },
        };
        schema.Description = field.Description;
        return schema;
    }

    private static OpenApiSchema Whole(string description) =>
        new() { Type = JsonSchemaType.Integer, Format = "int32", Description = description };

    private static OpenApiSchema List(OpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    private static OpenApiSchema Object(params (string Name, OpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = members.ToDictionary(member => member.Name, member => (IOpenApiSchema)member.Schema),
    };
}
