using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Privacy;

namespace Portal.Features.Privacy;

/// <summary>The list of requests to forget visitors, for the page and for its files.</summary>
internal static class ErasureList
{
    public static IReadOnlyList<DataColumn<Erasure>> Columns(CurrentStore store)
    {
        var clock = StoreClock.For(store.TimeZone);
        return
        [
            new("subject", "Visitor", erasure => erasure.Subject ?? NumberFormat.Dash) { Main = true, Card = CardPlace.Title },
            new("state", "State", Words) { Card = CardPlace.State },
            new("events", "Events deleted", erasure => NumberFormat.Full(erasure.Events)) { Number = true, Card = CardPlace.Amount,
                Export = erasure => erasure.Events },
            new("requested", "Requested", erasure => clock.Full(erasure.RequestedAt)) { Card = CardPlace.Time,
                Export = erasure => clock.Local(erasure.RequestedAt) },
            new("by", "By", erasure => erasure.RequestedBy ?? NumberFormat.Dash) { Card = CardPlace.Id },
            new("finished", "Done", erasure => erasure.FinishedAt is { } at ? clock.Full(at)
                : NumberFormat.Dash) { Export = erasure => erasure.FinishedAt is { } at ? clock.Local(at) : null },
        ];
    }

    /// <summary>What became of a request.</summary>
    public static string Words(Erasure erasure) => erasure switch
    {
        { FinishedAt: not null } => "Forgotten",
        { Error: not null } => "Failed, tried again",
        _ => "Waits, done within minutes",
    };

    public static void MapErasureExport(this IEndpointRouteBuilder routes) =>
        routes.MapExport<ErasureQueries>("/settings/privacy-requests", PrivacyPolicies.CanErase, (call, erasures) =>
        TableExport.File(call.Request, $"privacy-requests-{call.Store.Slug}", Columns(call.Store), TableQuery.First,
            (query, token) => erasures.ListAsync(call.Store.TenantId, query, token)));
}
