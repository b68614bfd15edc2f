namespace Portal.Infrastructure.Messaging;

/// <summary>How mails leave the portal; section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>SMTP server; without one, mails are written to files. Default: none.</summary>
    public string? Host { get; set; }

    /// <summary>Port of the SMTP server. Default: 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Name to sign in with; without one, no sign-in. Default: none.</summary>
    public string? UserName { get; set; }

    /// <summary>Password of <see cref="UserName"/>. Default: none.</summary>
    public string? Password { get; set; }

    /// <summary>Encrypts: with STARTTLS, or from the first byte on port 465. Default: true.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>Sender of every mail. Default: <c>portal@localhost.localdomain</c>; needed with <see cref="Host"/>.</summary>
    public string From { get; set; } = DefaultFrom;

    internal const string DefaultFrom = "portal@localhost.localdomain";
}
