using System.Globalization;
using Portal.Infrastructure.Api;

namespace Portal.Features.Api.Resources;

/// <summary>What a request asks of a resource, read from its parameters.</summary>
internal static class ResourceAsk
{
    /// <summary>The filters that the request names, with their values.</summary>
    public static IReadOnlyList<(ResourceFilter Filter, object Value)> Conditions(this ApiCall call, Resource resource) =>
        [.. resource.Filters.Where(filter => call.Has(filter.Name)).Select(filter => (filter, Value(call, filter)))];

    /// <summary>The fields to tell; all without the parameter. Notes unknown ones among the call's errors.</summary>
    public static IReadOnlyList<ResourceField> Fields(this ApiCall call, Resource resource)
    {
        if (call.Text(ResourceParameters.Fields) is not { } text)
            return resource.Fields;

        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = names.FirstOrDefault(name => resource.Fields.All(field => field.Name != name));
        call.Errors.Require(unknown is null && names.Length > 0, ResourceParameters.Fields,
            unknown is null ? "Name at least one field." : $"There is no field {unknown}.");
        return [.. resource.Fields.Where(field => names.Contains(field.Name))];
    }

    /// <summary>Where the list goes on; null for its beginning.</summary>
    public static IReadOnlyList<string>? After(this ApiCall call, Resource resource)
    {
        if (call.Text(ResourceParameters.Cursor) is not { } cursor)
            return null;
        var place = ResourceCursor.Read(resource, cursor);
        call.Errors.Require(place is not null, ResourceParameters.Cursor, "Send the nextCursor of an answer as it was.");
        return place;
    }

    private static object Value(ApiCall call, ResourceFilter filter) => filter.Type switch
    {
        ResourceType.Instant =>
            DateTimeOffset.Parse(call.Text(filter.Name)!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime,
        ResourceType.Day => call.Day(filter.Name)!.Value,
        ResourceType.Flag => call.Flag(filter.Name),
        ResourceType.Whole => call.Whole(filter.Name),
        _ => call.Text(filter.Name)!,
    };
}
