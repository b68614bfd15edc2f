using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

/// <summary>How making a store ended.</summary>
public abstract record ProvisionStoreResult
{
    private ProvisionStoreResult()
    {
    }

    /// <param name="OwnerId">The owner's account; null when she is invited.</param>
    /// <param name="ApiToken">The token's secret, when one was asked for; it cannot be read again.</param>
    public sealed record Provisioned(
        Guid TenantId, string Slug, string Name, Guid SiteId, string WriteKey, Guid? OwnerId, string? ApiToken) : ProvisionStoreResult;

    public sealed record Invalid(FieldErrors Errors) : ProvisionStoreResult;

    /// <summary>There is an account with this address already. Strangers are not told; its owner was, by mail.</summary>
    public sealed record EmailTaken : ProvisionStoreResult;
}
