using System.Text.Json.Nodes;
using Portal.Infrastructure.Api;

namespace Portal.Testing.Fuzzing;

/// <summary>A valid body of a write to each resource, made of what the resource says of its fields.</summary>
public static class SampleRows
{
    public static string Of(Resource resource) =>
        new JsonObject { ["rows"] = new JsonArray(Row(resource.Fields, 1), Row(resource.Fields, 2)) }.ToJsonString();

    private static JsonObject Row(IEnumerable<ResourceField> fields, int number) =>
        new(fields.Where(field => field.IsWritable).Select(field => KeyValuePair.Create(field.Name, Value(field, number))));

    private static JsonNode? Value(ResourceField field, int number) => field.Type switch
    {
        _ when field.Choices is { } choices => choices[0],
        ResourceType.Whole => Math.Max(1, (int)Math.Min(field.MinValue, int.MaxValue)),
        ResourceType.Number => Math.Max(1, field.MinValue),
        ResourceType.Flag => true,
        ResourceType.Day => field.Name.StartsWith("ends", StringComparison.Ordinal) ? "2026-03-31" : "2026-03-01",
        ResourceType.Instant => "2026-03-01T09:30:00Z",
        ResourceType.Id => null,
        ResourceType.Texts => new JsonArray("a", "b"),
        ResourceType.Map => new JsonObject { ["size"] = "L" },
        ResourceType.Rows => new JsonArray(Row(field.Inside, 1)),
        _ when field.Name.Contains("rl", StringComparison.Ordinal) => "https://shop.example/x",
        _ when field.Name.Contains("urrency", StringComparison.Ordinal) => "USD",
        _ when field.Name.Contains("mail", StringComparison.Ordinal) => $"c{number}@example.com",
        _ => $"{field.Name}-{number}",
    };
}
