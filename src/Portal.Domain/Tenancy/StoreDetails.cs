namespace Portal.Domain.Tenancy;

/// <summary>What a person says of a store when it is made.</summary>
public sealed record StoreDetails(string? Name, string? Currency, string? TimeZone, string? Country)
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameLength = 80;

    /// <summary>The rule that the form, the API and the use case share.</summary>
    public FieldErrors Check()
    {
        var errors = new FieldErrors();
        errors.Require(!string.IsNullOrWhiteSpace(Name), "name", "Enter the store's name.");
        errors.Require(Name is null || Name.Trim().Length <= NameLength, "name", $"Use at most {NameLength} characters.");
        errors.Require(Name is null || PlainName.IsValid(Name), "name", PlainName.Problem);
        errors.Require(Currencies.Contains(Currency), "currency", "Choose a currency by its ISO 4217 code, such as IDR.");
        errors.Require(TimeZones.Contains(TimeZone), "timeZone", "Choose a time zone by its IANA name, such as Asia/Jakarta.");
        errors.Require(Countries.Contains(Country), "country", "Choose a country by its ISO 3166-1 code, such as ID.");
        return errors;
    }
}
