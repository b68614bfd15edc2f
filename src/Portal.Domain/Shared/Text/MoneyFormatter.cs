namespace Portal.Domain.Shared.Text;

/// <summary>An amount split so that its currency can be set smaller than its digits.</summary>
/// <param name="Prefix">The currency before the digits, or empty.</param>
/// <param name="Suffix">The currency after the digits, or empty.</param>
/// <param name="Full">The same amount unabbreviated, for a tooltip.</param>
public sealed record MoneyFormatter(string Prefix, string Number, string Suffix, string Full);
