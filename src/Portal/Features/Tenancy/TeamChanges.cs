using Portal.Components.Shared;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>Changes of a store's team by the person at the page: what matters is asked first, and how it ended is said.</summary>
public sealed class TeamChanges(InviteMember invite, ChangeRole change, StoreRights rights, Toasts toasts, ConfirmDialog dialog)
{
    /// <returns>What is wrong with the invitation; it is sent when nothing is and the person's role reaches so far.</returns>
    public async Task<FieldErrors> InviteAsync(CurrentStore store, string? email, StoreRole role)
    {
        if (!await MayAsync(store, $"invite {email} as {Name(role)}"))
            return new();
        var result = await invite.RunAsync(store.TenantId, await rights.PersonAsync(), email, role);
        switch (result)
        {
            case TeamResult.Invalid(var errors):
                return errors;
            case TeamResult.AlreadyMember:
                return FieldErrors.Of("email", "This person is a member already.");
            case TeamResult.TooMany(var reason):
                return FieldErrors.Of("email", reason);
            default:
                ShowOutcome(result, $"An invitation is on its way to {email!.Trim()}");
                return new();
        }
    }

    public async Task ResendAsync(CurrentStore store, Invitation invitation)
    {
        if (await MayAsync(store, $"send {invitation.Email} a new link"))
            ShowOutcome(await invite.ResendAsync(store.TenantId, await rights.PersonAsync(), invitation.Id),
                $"A new link is on its way to {invitation.Email}");
    }

    public async Task RevokeAsync(CurrentStore store, Invitation invitation)
    {
        if (await dialog.AskAsync(new($"Take back the invitation of {invitation.Email}", "The link in the mail stops working at once.",
            "Take it back"))
            && await MayAsync(store, $"take back the invitation of {invitation.Email}"))
            ShowOutcome(await invite.RevokeAsync(store.TenantId, await rights.PersonAsync(), invitation.Id),
                $"The invitation of {invitation.Email} is taken back");
    }

    public async Task ChangeRoleAsync(CurrentStore store, TeamMember member, StoreRole role)
    {
        if (await MayAsync(store, $"make {member.Name} {Name(role)}"))
            ShowOutcome(await change.RunAsync(store.TenantId, await rights.PersonAsync(), member.UserId, role),
                $"{member.Name} is now {Name(role)}");
    }

    public async Task RemoveAsync(CurrentStore store, TeamMember member)
    {
        if (await dialog.AskAsync(new($"Remove {member.Name}",
            $"{member.Email} can no longer open {store.Name}. What {member.Name} made stays.", $"Remove {member.Name}"))
            && await MayAsync(store, $"remove {member.Name} from the team"))
            ShowOutcome(await change.RunAsync(store.TenantId, await rights.PersonAsync(), member.UserId, role: null),
                $"{member.Name} is removed");
    }

    /// <returns>True when the person is no member any more.</returns>
    public async Task<bool> LeaveAsync(CurrentStore store)
    {
        if (!await dialog.AskAsync(new($"Leave {store.Name}", "You can no longer open the store, unless someone invites you again.",
            "Leave the store"))
            || !await rights.MayChangeAsync(store, StorePolicies.CanOpen, "leave the store"))
            return false;

        var person = await rights.PersonAsync();
        var result = await change.RunAsync(store.TenantId, person, person, role: null);
        if (result is TeamResult.Done)
            return true;
        ShowOutcome(result, "");
        return false;
    }

    private Task<bool> MayAsync(CurrentStore store, string outcome) => rights.MayChangeAsync(store, TeamPolicies.CanManage, outcome);

    private static string Name(StoreRole role) => role.ToString().ToLowerInvariant();

    private void ShowOutcome(TeamResult result, string done)
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
            case TeamResult.TooMany(var reason):
                toasts.Failure("The invitation was not sent", reason);
                break;
            default:
                toasts.Failure("Your role may not do this");
                break;
        }
    }
}
