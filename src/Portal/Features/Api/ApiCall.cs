using System.Globalization;
using Microsoft.Extensions.Primitives;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Hosting.Authentication;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Api;

/// <summary>
/// A request of a store's API: the store its token speaks for, and its parameters, checked against those the endpoint declares.
/// </summary>
public sealed class ApiCall
{
    private readonly IReadOnlyDictionary<string, StringValues> _values;
    private readonly IReadOnlyList<ApiParameter> _parameters;

    private ApiCall(
        CurrentStore store, DateTimeOffset now, IReadOnlyDictionary<string, StringValues> values, IReadOnlyList<ApiParameter> parameters) =>
        (Store, Now, _values, _parameters) = (store, now, values, parameters);

    /// <summary>The store; a token reads as a viewer does.</summary>
    public CurrentStore Store { get; }

    public DateTimeOffset Now { get; }

    /// <summary>What is wrong with the parameters. An endpoint adds what it finds itself before it reads on.</summary>
    public FieldErrors Errors { get; } = new();

    /// <summary>Reads the request for a handler that asks for an <see cref="ApiCall"/>.</summary>
    public static async ValueTask<ApiCall?> BindAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var tenantId = ApiTokenAuthentication.TenantId(context.User);
        var profile = await services.GetRequiredService<StoreQueries>().ProfileAsync(tenantId, context.RequestAborted)
            ?? throw new InvalidOperationException("The token's store is gone.");
        var parameters = context.GetEndpoint()!.Metadata.GetOrderedMetadata<ApiParameter>();
        var values = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var call = new ApiCall(
            new(tenantId, profile.Slug, profile.Name, profile.Currency, profile.TimeZone, profile.Country, StoreRole.Viewer),
            services.GetRequiredService<TimeProvider>().GetUtcNow(), values, parameters);
        call.Check();
        return call;
    }

    /// <summary>Whether a parameter was sent.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>A text or choice; null when it was not sent and has no standard.</summary>
    public string? Text(string name) => One(name) ?? (Find(name) as ApiParameter.Choice)?.Default;

    /// <summary>Every value of a parameter that may be repeated, in its order.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. _values.GetValueOrDefault(name).OfType<string>()];

    public bool Flag(string name) => One(name) is "true" or "1";

    public int Whole(string name) => int.TryParse(One(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : ((ApiParameter.Whole)Find(name)!).Default;

    public DateOnly? Day(string name) =>
        DateOnly.TryParseExact(One(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The page of a list that <see cref="ApiParameters.List"/> describes.</summary>
    public TableQuery Table()
    {
        var sort = Text("sort")!;
        return new(Whole("page"), Whole("size"), sort.TrimStart('-'), sort.StartsWith('-'), [],
            string.IsNullOrWhiteSpace(Text("search")) ? null : Text("search"));
    }

    private void Check()
    {
        foreach (var (name, value) in _values)
        {
            var problem = Find(name) is { } parameter ? parameter.CheckAll([.. value.OfType<string>()]) : "There is no such parameter.";
            Errors.Require(problem is null, name, problem ?? "");
        }

        foreach (var missing in _parameters.Where(parameter => parameter.IsRequired && !_values.ContainsKey(parameter.Name)))
            Errors.Add(missing.Name, "This parameter is needed.");
    }

    private string? One(string name) => _values.TryGetValue(name, out var values) ? values[0] : null;

    private ApiParameter? Find(string name) => _parameters.FirstOrDefault(parameter => parameter.Name == name);
}
