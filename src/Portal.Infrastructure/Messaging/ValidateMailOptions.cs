using Microsoft.Extensions.Options;
using Portal.Domain.Identity;
using Portal.Infrastructure.Shared.Addresses;

namespace Portal.Infrastructure.Messaging;

/// <summary>Stops the start when a mail setting cannot work; every message names the key.</summary>
public sealed class ValidateMailOptions(IOptions<PortalAddressOptions> portal) : IValidateOptions<MailOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var failures = new List<string>();
        Demand(EmailAddress.IsValid(options.From), $"Mail:From is not an e-mail address: {options.From}");
        Demand(options.Port is > 0 and < 65536, $"Mail:Port is between 1 and 65535; it was {options.Port}");
        Demand(options.UserName is null || options.Password is not null, "Mail:Password is missing, with Mail:UserName set");
        if (!string.IsNullOrWhiteSpace(options.Host))
        {
            Demand(Uri.CheckHostName(options.Host) != UriHostNameType.Unknown, $"Mail:Host is not a host name: {options.Host}");
            Demand(options.From != MailOptions.DefaultFrom, "Mail:From is missing, with Mail:Host set");
            Demand(portal.Value.PublicAddress is not null, "Portal:PublicAddress is missing, with Mail:Host set");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Demand(bool holds, string message)
        {
            if (!holds)
                failures.Add(message);
        }
    }
}
