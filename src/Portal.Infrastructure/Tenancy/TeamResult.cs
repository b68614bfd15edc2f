using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

/// <summary>How a change of a store's team ended.</summary>
public abstract record TeamResult
{
    private TeamResult()
    {
    }

    public sealed record Done : TeamResult;

    /// <summary>The acting member's role does not reach so far.</summary>
    public sealed record Forbidden : TeamResult;

    /// <summary>The store would be left without an owner.</summary>
    public sealed record LastOwner : TeamResult;

    /// <summary>The member or invitation is not of this store, or gone.</summary>
    public sealed record Missing : TeamResult;

    /// <summary>The address belongs to a member already.</summary>
    public sealed record AlreadyMember : TeamResult;

    /// <summary>So many invitations were mailed in the last day that more are refused.</summary>
    /// <param name="Reason">Which limit it is, as a sentence.</param>
    public sealed record TooMany(string Reason) : TeamResult;

    public sealed record Invalid(FieldErrors Errors) : TeamResult;
}
