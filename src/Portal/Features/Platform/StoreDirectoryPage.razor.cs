using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Tables;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Platform;

/// <summary>The administrators' list of stores, with suspending and resuming.</summary>
public sealed partial class StoreDirectoryPage(
    StoreDirectory directory, SuspendStore suspend, IAuthorizationService authorization, Toasts toasts, ConfirmDialog dialog)
{
    private DataTable<DirectoryEntry> _table = null!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    private IReadOnlyList<DataColumn<DirectoryEntry>> Columns =>
    [
        new("name", "Name", store => store.Name) { Main = true, Card = CardPlace.Title },
        new("slug", "Address", store => PortalUrls.Store(store.Slug)) { Card = CardPlace.Id },
        new("country", "Country", store => store.Country),
        new("members", "Members", store => store.Members.ToString(CultureInfo.InvariantCulture)) { Number = true, Card = CardPlace.Amount },
        new("created", "Created, UTC", store => store.CreatedAt.ToString("d MMM yyyy", CultureInfo.InvariantCulture)) { Card = CardPlace.Time },
        new("state", "State", store => store.SuspendedAt is null ? "Open" : "Suspended") { Card = CardPlace.State, Cell = StateCell },
        new("actions", "", _ => "") { Card = CardPlace.StateEnd, Cell = ActionCell },
    ];

    private async Task<TablePage<DirectoryEntry>> LoadAsync(TableQuery query, CancellationToken cancellationToken)
    {
        var stores = (await directory.ListAsync(cancellationToken))
            .Where(store => query.Search is null || $"{store.Name} {store.Slug}".Contains(query.Search, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return new([.. stores.Skip(query.Offset).Take(query.Size)], stores.Count);
    }

    private async Task SwitchAsync(DirectoryEntry store)
    {
        var closing = store.SuspendedAt is null;
        if (closing && !await dialog.AskAsync(new(
            $"Suspend {store.Name}", $"Its {store.Members} members, keys and tokens are refused until it is resumed. Nothing is deleted.", $"Suspend {store.Name}")))
            return;
        if (!(await authorization.AuthorizeAsync((await Authentication).User, PlatformPolicies.Administer)).Succeeded)
            return;

        await suspend.RunAsync(store.TenantId, closing);
        toasts.Success(closing ? $"{store.Name} is suspended" : $"{store.Name} is open again");
        await _table.ReloadAsync();
    }
}
