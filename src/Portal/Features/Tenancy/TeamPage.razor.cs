using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Tables;
using Portal.Domain.Tenancy;
using Portal.Domain.Text;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>Members of a store, their roles, and the invitations that are open.</summary>
public sealed partial class TeamPage(
    TeamQueries queries, InviteMember invite, ChangeRole change, StoreRights rights, Toasts toasts, ConfirmDialog dialog)
{
    private FormErrors _errors = null!;
    private DataTable<TeamMember> _table = null!;
    private IReadOnlyList<DataColumn<TeamMember>> _columns = [];
    private IReadOnlyList<Choice<StoreRole>> _roles = [];
    private IReadOnlyList<Invitation> _invitations = [];
    private Guid _person;
    private bool _mayManage;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] private CurrentStore Current { get; set; } = null!;

    private InvitationForm Input { get; set; } = new();

    protected override async Task OnInitializedAsync()
    {
        _person = await rights.PersonAsync();
        _mayManage = await rights.AllowAsync(Current, TeamPolicies.CanManage);
        _roles = [.. Choices.Roles.Where(choice => TeamRules.MayHandle(Current.Role, choice.Value))];
        _columns =
        [
            new("name", "Name", member => member.Name) { Main = true, Card = CardPlace.Title },
            new("email", "E-mail", member => member.Email) { Card = CardPlace.Id },
            new("role", "Role", member => member.Role.ToString()) { Card = CardPlace.State, Cell = RoleCell },
            new("since", "Member since", member => Day(member.Since)) { Card = CardPlace.Time },
            new("opened", "Last here", member => member.LastOpenedAt is { } at ? Day(at) : NumberFormat.Dash),
            new("actions", "", _ => "") { Card = CardPlace.StateEnd, Cell = ActionCell },
        ];
        if (_mayManage)
            _invitations = await queries.OpenInvitationsAsync(Current.TenantId);
    }

    private async Task<TablePage<TeamMember>> LoadAsync(TableQuery query, CancellationToken cancellationToken)
    {
        var members = await queries.MembersAsync(Current.TenantId, cancellationToken);
        return new([.. members.Skip(query.Offset).Take(query.Size)], members.Count);
    }

    private async Task InviteAsync()
    {
        var result = await invite.RunAsync(Current.TenantId, _person, Input.Email, Input.Role);
        _errors.Show(result switch
        {
            TeamResult.Invalid(var errors) => errors,
            TeamResult.AlreadyMember => FieldErrors.Of("email", "This person is a member already."),
            _ => new(),
        });
        if (result is TeamResult.Done)
            Input = new();
        if (result is TeamResult.Done or TeamResult.Forbidden)
            await TellAsync(result, "The invitation is on its way");
    }

    private async Task ResendAsync(Invitation invitation) =>
        await TellAsync(await invite.ResendAsync(Current.TenantId, _person, invitation.Id), $"A new link is on its way to {invitation.Email}");

    private async Task RevokeAsync(Invitation invitation) =>
        await TellAsync(await invite.RevokeAsync(Current.TenantId, _person, invitation.Id), $"The invitation of {invitation.Email} is taken back");

    private async Task ChangeRoleAsync(TeamMember member, ChangeEventArgs chosen)
    {
        if (Enum.TryParse<StoreRole>(chosen.Value?.ToString(), out var role))
            await TellAsync(await change.RunAsync(Current.TenantId, _person, member.UserId, role), $"{member.Name} is {role.ToString().ToLowerInvariant()} now");
    }

    private async Task RemoveAsync(TeamMember member)
    {
        if (await dialog.AskAsync(new($"Remove {member.Name}", $"{member.Email} can no longer open {Current.Name}.", $"Remove {member.Name}")))
            await TellAsync(await change.RunAsync(Current.TenantId, _person, member.UserId, role: null), $"{member.Name} is removed");
    }

    private async Task TellAsync(TeamResult result, string done)
    {
        switch (result)
        {
            case TeamResult.Done:
                toasts.Success(done);
                break;
            case TeamResult.LastOwner:
                toasts.Failure("A store keeps at least one owner", "Make someone else owner first.");
                break;
            case TeamResult.Missing:
                toasts.Failure("This is gone already");
                break;
            default:
                toasts.Failure("Your role may not do this");
                break;
        }

        _invitations = await queries.OpenInvitationsAsync(Current.TenantId);
        await _table.ReloadAsync();
    }

    private string Day(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(Current.TimeZone)).ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private sealed class InvitationForm
    {
        public string? Email { get; set; }
        public StoreRole Role { get; set; }
    }
}
