using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>
/// The list of a store's API tokens, for the page and for its files: what tells them apart, and nothing that opens anything.
/// </summary>
internal static class ApiTokenList
{
    public static IReadOnlyList<DataColumn<ApiToken>> Columns(CurrentStore store)
    {
        var clock = StoreClock.For(store.TimeZone);
        return
        [
            new("name", "Name", token => token.Name) { Main = true, Card = CardPlace.Title },
            new("end", "Ends in", token => "…" + token.LastCharacters) { Card = CardPlace.Amount },
            new("scopes", "What it may do", token => token.Scopes.Length == ApiScopes.All.Count ? "Everything"
                : May(token)) { Card = CardPlace.Id, Export = May },
            new("created", "Created", token => clock.Full(token.CreatedAt)) { Export = token => clock.Local(token.CreatedAt) },
            new("used", "Last used", token => token.LastUsedAt is { } at ? clock.Full(at) : "Never") { Card = CardPlace.State,
                Export = token => token.LastUsedAt is { } at ? clock.Local(at) : null },
        ];
    }

    public static TablePage<ApiToken> Page(IReadOnlyList<ApiToken> tokens, TableQuery query) =>
        new([.. tokens.Skip(query.Offset).Take(query.Size)], tokens.Count);

    public static void MapApiTokenExport(this IEndpointRouteBuilder routes) =>
        routes.MapExport<ApiTokenQueries>("/settings/tokens", ApiTokenPolicies.CanManage, (call, tokens) =>
        TableExport.File(
            call.Request, $"api-tokens-{call.Store.Slug}", Columns(call.Store), TableQuery.First, async (query, token) =>
                Page(await tokens.ListAsync(call.Store.TenantId, token), query)));

    private static string May(ApiToken token) => string.Join(", ", token.Scopes.Select(Words));

    private static string Words(string scope) => ApiScopes.All.FirstOrDefault(known => known.Key == scope).Value ?? scope;
}
