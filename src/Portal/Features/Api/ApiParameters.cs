namespace Portal.Features.Api;

/// <summary>Parameters that many endpoints take, and how an endpoint declares its own.</summary>
public static class ApiParameters
{
    /// <summary>The page, size, order and search of a list.</summary>
    /// <param name="sorts">Columns it can be ordered by.</param>
    /// <param name="defaultSort">With a minus in front for high to low.</param>
    public static ApiParameter[] List(IEnumerable<string> sorts, string defaultSort) =>
    [
        new ApiParameter.Whole("page", "Which page, counted from 1.", 1, 1_000_000, 1),
        new ApiParameter.Whole("size", "Rows on a page.", 1, 200, 50),
        new ApiParameter.Choice("sort", "The column to order by; a minus in front orders from high to low.",
            [.. sorts.SelectMany(sort => new[] { sort, "-" + sort })], defaultSort),
        new ApiParameter.Words("search", "Only rows whose name contains this, letter case aside."),
    ];

    /// <summary>Declares parameters; a request with another one is refused.</summary>
    public static RouteHandlerBuilder With(this RouteHandlerBuilder endpoint, params IEnumerable<ApiParameter> parameters)
    {
        foreach (var parameter in parameters)
            endpoint.WithMetadata(parameter);
        return endpoint;
    }
}
