using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Identity;

/// <summary>How replacing a password ended.</summary>
public abstract record ResetPasswordResult
{
    private ResetPasswordResult()
    {
    }

    public sealed record Changed : ResetPasswordResult;

    /// <summary>The link is wrong, used or too old.</summary>
    public sealed record Expired : ResetPasswordResult;

    public sealed record Invalid(FieldErrors Errors) : ResetPasswordResult;
}
