namespace Portal.Infrastructure.Api;

/// <summary>A condition that a list can be asked for.</summary>
/// <param name="Name">Of the query parameter, in camel case.</param>
/// <param name="Sql">The condition among the rows of <see cref="Resource.From"/>; <c>{0}</c> is the value.</param>
/// <param name="Description">A sentence for people who write programs.</param>
public sealed record ResourceFilter(string Name, ResourceType Type, string Sql, string Description)
{
    /// <summary>The words it takes; null for any.</summary>
    public IReadOnlyList<string>? Choices { get; init; }
}
