using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Identity;

/// <summary>Stops the start when a limit makes no sense; every message names the key.</summary>
public sealed class ValidatePortalIdentityOptions : IValidateOptions<PortalIdentityOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, PortalIdentityOptions options)
    {
        if (options.SignInsPerMinute < 1)
            return ValidateOptionsResult.Fail($"Identity:SignInsPerMinute is at least 1; it was {options.SignInsPerMinute}");
        if (options.SignInsPerMinutePerAddress < options.SignInsPerMinute)
            return ValidateOptionsResult.Fail(
                $"Identity:SignInsPerMinutePerAddress is at least Identity:SignInsPerMinute; it was {options.SignInsPerMinutePerAddress}");
        return ValidateOptionsResult.Success;
    }
}
