using Microsoft.Extensions.Options;
using Portal.Domain.Shared.Text;

namespace Portal.Infrastructure.ExchangeRates;

/// <summary>Where exchange rates are read; section <c>ExchangeRates</c>.</summary>
public sealed class ExchangeRateOptions
{
    public const string Section = "ExchangeRates";

    /// <summary>
    /// Address of the European Central Bank's rates, or of anything in their form; empty reads none. Default: those of the last
    /// 90 days at the bank itself, so that days on which it could not be reached are made up for.
    /// </summary>
    public string Address { get; set; } = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml";
}

/// <summary>Stops a start with an address that nothing can be read from.</summary>
internal sealed class ValidateExchangeRateOptions : IValidateOptions<ExchangeRateOptions>
{
    public ValidateOptionsResult Validate(string? name, ExchangeRateOptions options) =>
        options.Address.Length == 0 || WebAddress.IsValid(options.Address)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"ExchangeRates:Address is no http or https address: {options.Address}");
}
