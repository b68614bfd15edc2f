using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

/// <summary>How making an API token ended.</summary>
public abstract record CreateApiTokenResult
{
    private CreateApiTokenResult()
    {
    }

    /// <param name="Secret">The token itself, to be shown once.</param>
    public sealed record Created(Guid Id, string Secret) : CreateApiTokenResult;

    public sealed record Invalid(FieldErrors Errors) : CreateApiTokenResult;
}
