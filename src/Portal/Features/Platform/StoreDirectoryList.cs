using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Platform;

/// <summary>The list of every store, for the administrators' page and for its files.</summary>
internal static class StoreDirectoryList
{
    public static IReadOnlyList<DataColumn<DirectoryEntry>> Columns { get; } =
    [
        new("name", "Name", store => store.Name) { Main = true, Sortable = true, Card = CardPlace.Title },
        new("slug", "Address", store => PortalUrls.Store(store.Slug)) { Sortable = true, Card = CardPlace.Id },
        new("country", "Country", store => store.Country),
        new("members", "Members", store => NumberFormat.Full(store.Members)) { Number = true, Sortable = true, Card = CardPlace.Amount,
            Export = store => store.Members },
        new("sites", "Sites", store => NumberFormat.Full(store.Sites)) { Number = true, Export = store => store.Sites },
        new("opened", "Last opened, UTC", store => store.LastOpenedAt is { } at ? Day(at) : NumberFormat.Dash) { Sortable = true,
            Export = store => store.LastOpenedAt?.ToUniversalTime() },
        new("created", "Created, UTC", store => Day(store.CreatedAt)) { Sortable = true, Card = CardPlace.Time,
            Export = store => store.CreatedAt.ToUniversalTime() },
        new("state", "State", store => store.SuspendedAt is null ? "Open" : "Suspended") { FilterValues = ["Open", "Suspended"],
            Card = CardPlace.State },
        new("demo", "Demo", store => store.IsDemo ? "Yes" : "No") { Hidden = true, Export = store => store.IsDemo },
    ];

    private static string Day(DateTimeOffset instant) => instant.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
