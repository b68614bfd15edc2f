using Portal.Domain.Tenancy;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Tenancy;

/// <summary>How accepting an invitation ended.</summary>
public abstract record AcceptInvitationResult
{
    private AcceptInvitationResult()
    {
    }

    public sealed record Joined(string Slug, PortalUser User) : AcceptInvitationResult;

    /// <summary>The link is wrong, used, taken back or too old.</summary>
    public sealed record Closed : AcceptInvitationResult;

    /// <summary>The address has an account: its owner must sign in to accept, the link alone is not enough.</summary>
    public sealed record SignInFirst : AcceptInvitationResult;

    /// <summary>The signed-in person has another address than the invited one.</summary>
    public sealed record OtherPerson(string InvitedEmail) : AcceptInvitationResult;

    public sealed record Invalid(FieldErrors Errors) : AcceptInvitationResult;
}
