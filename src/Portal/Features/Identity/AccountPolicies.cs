namespace Portal.Features.Identity;

/// <summary>Rights over one's own account.</summary>
public static class AccountPolicies
{
    /// <summary>Anyone with an account, which guests of the demo store have not.</summary>
    public const string Own = "account.own";
}
