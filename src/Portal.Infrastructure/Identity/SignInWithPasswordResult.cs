namespace Portal.Infrastructure.Identity;

/// <summary>How a try to sign in ended.</summary>
public abstract record SignInWithPasswordResult
{
    private SignInWithPasswordResult()
    {
    }

    /// <summary>The person is who she says.</summary>
    public sealed record Accepted(PortalUser User) : SignInWithPasswordResult;

    /// <summary>Unknown or wrong: which of them is not said.</summary>
    public sealed record Refused : SignInWithPasswordResult;

    /// <summary>Too many tries have failed, whether or not there is such an account.</summary>
    public sealed record Waiting(TimeSpan Wait) : SignInWithPasswordResult;

    /// <summary>The password was right, but the address is not confirmed yet.</summary>
    public sealed record Unconfirmed(PortalUser User) : SignInWithPasswordResult;
}
