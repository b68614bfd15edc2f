using System.Text.RegularExpressions;

namespace Portal.Domain.Analytics.Privacy;

/// <summary>Tells which values of events name a person, and shortens them so far that they no longer do.</summary>
public static partial class PersonalData
{
    private const string Hidden = "•••";

    // As Bare writes names: small letters and digits only.
    private static readonly HashSet<string> Names =
    [
        "firstname", "lastname", "middlename", "fullname", "surname", "givenname", "familyname", "customername", "username", "displayname",
        "birthday", "birthdate", "dateofbirth", "street", "streetaddress", "address1", "address2", "addressline1", "addressline2",
        "postalcode", "postcode", "zip", "zipcode", "ip", "ipaddress",
    ];

    /// <summary>True when a property of this name holds personal data whatever its value is.</summary>
    /// <param name="isTrait">True for the traits of a person, whose <c>name</c> is hers and not a product's.</param>
    public static bool IsPersonal(string name, bool isTrait)
    {
        var bare = string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
        return IsContact(bare) || Names.Contains(bare) || (isTrait && bare is "name" or "avatar");
    }

    /// <summary>The value as anyone may see it; unchanged when it is not personal.</summary>
    public static string Mask(string name, string value, bool isTrait)
    {
        var bare = string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
        if (IsPhone(bare))
            return Phone(value);
        var masked = MaskText(value);
        return masked == value && IsPersonal(name, isTrait) ? Short(value) : masked;
    }

    /// <summary>A text with its e-mail addresses shortened: <c>d•••@example.com</c>.</summary>
    public static string MaskText(string text) =>
        Address().Replace(text, match => match.Groups["first"].Value + Hidden + "@" + match.Groups["domain"].Value);

    private static bool IsContact(string bare) => bare.Contains("email", StringComparison.Ordinal) || IsPhone(bare);

    private static bool IsPhone(string bare) =>
        bare.Contains("phone", StringComparison.Ordinal) || bare is "mobile" or "mobilenumber" or "tel" or "whatsapp" or "msisdn";

    // The last two digits tell two customers apart for those who know them.
    private static string Phone(string value) => value.Count(char.IsAsciiDigit) < 5 ? Short(value) : Hidden + " " + value.Trim()[^2..];

    private static string Short(string value) => value.Trim() is { Length: > 1 } text ? text[..1] + Hidden : Hidden;

    [GeneratedRegex(@"(?<![A-Za-z0-9_.+%-])(?<first>[A-Za-z0-9_.+%-])[A-Za-z0-9_.+%-]*@(?<domain>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",
        RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
