namespace Portal.Infrastructure.Identity;

/// <summary>How often strangers may try; section <c>Identity</c>.</summary>
public sealed class PortalIdentityOptions
{
    public const string Section = "Identity";

    /// <summary>Sign-ins, resets and sign-ups a minute for one account from one address. Default: 10.</summary>
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>The same for one address, whatever the account. Default: 60.</summary>
    public int SignInsPerMinutePerAddress { get; set; } = 60;
}
