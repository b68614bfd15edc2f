using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Api;

/// <summary>How a write through the API ended.</summary>
public abstract record ResourceWriteResult
{
    private ResourceWriteResult()
    {
    }

    /// <param name="Status">200, or 201 for a row that was made.</param>
    /// <param name="Body">The answer as JSON.</param>
    /// <param name="Version">The entity tag of the one row written; null for several.</param>
    /// <param name="Address">Of the one row written; null for several.</param>
    /// <param name="IsRepeated">True when the same request had been done before, and nothing was done now.</param>
    public sealed record Written(int Status, string Body, string? Version, string? Address, bool IsRepeated) : ResourceWriteResult;

    public sealed record Invalid(FieldErrors Errors) : ResourceWriteResult;

    /// <summary>The row is not, or no longer, as the caller said.</summary>
    public sealed record PreconditionFailed : ResourceWriteResult;

    /// <summary>The idempotency key belongs to another request.</summary>
    public sealed record KeyReused : ResourceWriteResult;
}

/// <summary>What became of one row of a write.</summary>
/// <param name="Place">Its place in the request, from 0.</param>
/// <param name="Outcome">created, updated, unchanged or rejected.</param>
/// <param name="Address">How it is named in addresses; null when it was rejected.</param>
public sealed record ResourceOutcome(int Place, string Outcome, string? Address, FieldErrors Errors);
