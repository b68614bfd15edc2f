using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Platform;

/// <summary>The administrators' list of stores, with suspending and resuming.</summary>
public sealed partial class StoreDirectoryPage(
    StoreDirectory directory, SuspendStore suspend, IAuthorizationService authorization, Toasts toasts, ConfirmDialog dialog)
{
    private DataTable<DirectoryEntry> _table = null!;
    private IReadOnlyList<DataColumn<DirectoryEntry>> _columns = [];

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    protected override void OnInitialized() => _columns =
    [
        .. StoreDirectoryList.Columns.Select(column => column.Key switch
        {
            "name" => column with { Cell = NameCell },
            "state" => column with { Cell = StateCell },
            _ => column,
        }),
        new("actions", "Actions", _ => "") { Card = CardPlace.StateEnd, Cell = ActionCell },
    ];

    private async Task SwitchAsync(DirectoryEntry store)
    {
        var closing = store.SuspendedAt is null;
        var question = closing
            ? new Confirmation($"Suspend {store.Name}",
                $"{NumberFormat.Count(store.Members, "member", "members")}, all keys and all tokens are refused until it is resumed. "
                    + $"Nothing is deleted.", $"Suspend {store.Name}")
            : new Confirmation($"Resume {store.Name}", "Its members, keys and tokens are let in again.", $"Resume {store.Name}",
                Destructive: false);
        if (!await dialog.AskAsync(question))
            return;
        if (!(await authorization.AuthorizeAsync((await Authentication).User, PlatformPolicies.Administer)).Succeeded)
            return;

        if (await suspend.RunAsync(store.TenantId, closing))
            toasts.Success(closing ? $"{store.Name} is suspended" : $"{store.Name} is open again");
        else
            toasts.Failure("Someone else changed it meanwhile");
        await _table.ReloadAsync();
        StateHasChanged();
    }
}
