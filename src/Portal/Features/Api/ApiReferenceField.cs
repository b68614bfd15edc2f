using Microsoft.OpenApi;

namespace Portal.Features.Api;

/// <summary>A parameter, or a member of an answer.</summary>
/// <param name="Name">With those of the objects around it: data.points[].start.</param>
public sealed record ApiReferenceField(string Name, string Type, string? Default, string? Description, bool IsRequired)
{
    private const int Deepest = 6;

    public static ApiReferenceField Of(string name, IOpenApiSchema? schema, string? description, bool isRequired) =>
        new(name, Words(schema), schema?.Default?.ToString(), description, isRequired);

    /// <summary>The members of an object and of the objects in it.</summary>
    public static IEnumerable<ApiReferenceField> Inside(IOpenApiSchema schema, string prefix, int depth)
    {
        if (depth > Deepest)
            yield break;
        foreach (var (name, member) in Members(schema))
        {
            var isList = IsA(member, JsonSchemaType.Array);
            var inner = isList ? member.Items : Single(member);
            var path = prefix + name + (isList ? "[]" : "");
            if (inner is not null && Members(inner).Any())
            {
                foreach (var field in Inside(inner, path + ".", depth + 1))
                    yield return field;
            }
            else
            {
                yield return new(path, Words(inner), null, member.Description, false);
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, IOpenApiSchema>> Members(IOpenApiSchema schema) =>
        schema.Properties ?? Enumerable.Empty<KeyValuePair<string, IOpenApiSchema>>();

    // A reference that may be null is written as one of null and the reference.
    private static IOpenApiSchema Single(IOpenApiSchema schema) =>
        schema.OneOf?.FirstOrDefault(choice => choice.Properties is { Count: > 0 }) ?? schema;

    private static bool IsA(IOpenApiSchema schema, JsonSchemaType type) => (schema.Type & type) == type;

    private static string Words(IOpenApiSchema? schema) => schema switch
    {
        null => "",
        { Enum: { Count: > 0 } values } => string.Join(", ", values.Select(value => value?.ToString())),
        { Format: "date" } => "day, yyyy-MM-dd",
        { Format: "date-time" } => "instant, ISO 8601",
        _ when IsA(schema, JsonSchemaType.Integer) => schema is { Minimum: { } min, Maximum: { } max } ? $"{min} to {max}" : "whole number",
        _ when IsA(schema, JsonSchemaType.Number) => "number",
        _ when IsA(schema, JsonSchemaType.Boolean) => "true, false",
        _ when IsA(schema, JsonSchemaType.String) => "text",
        _ => "object",
    };
}
