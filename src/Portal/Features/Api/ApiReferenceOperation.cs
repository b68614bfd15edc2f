using Microsoft.OpenApi;

namespace Portal.Features.Api;

/// <summary>One endpoint as the reference shows it.</summary>
public sealed record ApiReferenceOperation(
    string Id, string Tag, string Method, string Path, string Summary, string? Description, IReadOnlyList<ApiReferenceField> Parameters,
    IReadOnlyList<ApiReferenceField> Answer)
{
    /// <summary>Members of what is sent.</summary>
    public IReadOnlyList<ApiReferenceField> Body { get; init; } = [];

    public static IEnumerable<ApiReferenceOperation> Of(OpenApiDocument document) =>
        from path in document.Paths
        from operation in path.Value.Operations ?? []
        select Of(operation.Key.Method, path.Key, operation.Value);

    private static ApiReferenceOperation Of(string method, string path, OpenApiOperation operation)
    {
        var answer = operation.Responses?.FirstOrDefault(
            response => response.Key.StartsWith('2')).Value?.Content?.Values.FirstOrDefault()?.Schema;
        return new(
            operation.OperationId ?? path, operation.Tags?.FirstOrDefault()?.Name ?? "", method, path, operation.Summary ?? path,
            operation.Description,
            [.. (operation.Parameters ?? []).Select(parameter => ApiReferenceField.Of(parameter.Name ?? "", parameter.Schema,
                parameter.Description, parameter.Required))],
            answer is null ? [] : [.. ApiReferenceField.Inside(answer, "", depth: 0)])
        {
            Body = operation.RequestBody?.Content?.Values.FirstOrDefault()?.Schema is { } body
                ? [.. ApiReferenceField.Inside(body, "", depth: 0)] : [],
        };
    }
}
