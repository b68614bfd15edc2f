using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>Members of a store, their roles, and the invitations that are open.</summary>
public sealed partial class TeamPage(
    TeamQueries queries, TeamChanges changes, StoreRights rights, TimeProvider time, NavigationManager address)
{
    private DataTable<TeamMember> _table = null!;
    private IReadOnlyList<DataColumn<TeamMember>> _columns = [];
    private IReadOnlyList<SelectOption<StoreRole>> _roles = [];
    private IReadOnlyList<Invitation> _invitations = [];
    private Guid _person;
    private int _owners, _turn;
    private bool _mayManage, _inviting;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        _columns =
        [
            .. TeamList.Columns(Current.TimeZone, time.GetUtcNow())
                .Select(column => column.Key == "role" ? column with { Cell = RoleCell } : column),
            new("actions", "Actions", _ => "") { Card = CardPlace.Time, Cell = ActionCell },
        ];
        _roles = [.. Choices.Roles.Where(choice => TeamRules.MayHandle(Current.Role, choice.Value))];
        _person = await rights.PersonAsync();
        _mayManage = await rights.AllowAsync(Current, TeamPolicies.CanManage);
        if (_mayManage)
            _invitations = await queries.OpenInvitationsAsync(Current.TenantId);
    }

    private bool MayHandle(TeamMember member) => _mayManage && TeamRules.MayHandle(Current.Role, member.Role);

    private bool IsOnlyOwner(TeamMember member) => TeamRules.LeavesNoOwner(member.Role, next: null, _owners);

    private async Task<TablePage<TeamMember>> LoadAsync(TableQuery query, CancellationToken cancellationToken)
    {
        var members = await queries.MembersAsync(Current.TenantId, cancellationToken);
        _owners = members.Count(member => member.Role == StoreRole.Owner);
        return TeamList.Page(members, query);
    }

    private async Task<FieldErrors> InviteAsync(string? email, StoreRole role)
    {
        var errors = await changes.InviteAsync(Current, email, role);
        if (!errors.None)
            return errors;

        _inviting = false;
        await ReloadAsync();
        return errors;
    }

    private async Task ResendAsync(Invitation invitation)
    {
        await changes.ResendAsync(Current, invitation);
        await ReloadAsync();
    }

    private async Task RevokeAsync(Invitation invitation)
    {
        await changes.RevokeAsync(Current, invitation);
        await ReloadAsync();
    }

    private async Task ChangeRoleAsync(TeamMember member, ChangeEventArgs chosen)
    {
        if (!Enum.TryParse<StoreRole>(chosen.Value?.ToString(), out var role) || !Enum.IsDefined(role))
            return;

        await changes.ChangeRoleAsync(Current, member, role);
        await ReloadAsync();
        if (member.UserId == _person)
            address.NavigateTo(address.Uri, replace: true); // the page and the navigation are those of the new role
    }

    private async Task RemoveAsync(TeamMember member)
    {
        await changes.RemoveAsync(Current, member);
        await ReloadAsync();
    }

    private async Task LeaveAsync()
    {
        if (await changes.LeaveAsync(Current))
            address.NavigateTo("/", forceLoad: true);
    }

    private async Task ReloadAsync()
    {
        _turn++; // draws the choices anew, so that a refused one does not stay
        _invitations = await queries.OpenInvitationsAsync(Current.TenantId);
        await _table.ReloadAsync();
        StateHasChanged();
    }
}
