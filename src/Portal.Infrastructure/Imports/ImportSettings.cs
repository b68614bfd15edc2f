using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Domain.Imports;

namespace Portal.Infrastructure.Imports;

/// <summary>How a file is to be read; what is null is guessed from the file.</summary>
/// <param name="RefundPrefix">An order id that starts with it is a refund, booked on its own date.</param>
/// <param name="DecimalSign">The sign before decimals, "." or ",".</param>
/// <param name="DateFormat">As .NET writes them: d/M/yyyy H:mm.</param>
/// <param name="Delimiter">What stands between values; "\t" or "tab" for a tabulator.</param>
/// <param name="TaxIncluded">True when prices contain the tax.</param>
/// <param name="CreateProducts">False leaves the catalogue as it is; otherwise a sku that it does not know becomes a product.</param>
/// <param name="NonProducts">Codes in the column of skus that are no products, such as POST or gift_*: their lines count without one, and
/// are called by the code.</param>
public sealed record ImportSettings(
    string? RefundPrefix = null, [property: JsonPropertyName("decimal")] string? DecimalSign = null, string? DateFormat = null,
    string? Delimiter = null, bool TaxIncluded = false, bool CreateProducts = true,
    IReadOnlyList<string>? NonProducts = null)
{
    private const int MaxCodes = 200;
    private const int LongestCode = 100;
    private const int LongestPrefix = 20;
    private const int LongestFormat = 40;

    private NonProductCodes? _codes;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Reads what a caller sent.</summary>
    /// <returns>The settings, or what is wrong with them.</returns>
    public static (ImportSettings? Settings, string? Problem) Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return (new(), null);
        try
        {
            var settings = JsonSerializer.Deserialize<ImportSettings>(text, Json) ?? new();
            return settings.Problem() is { } problem ? (null, problem) : (settings, null);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return (null,
                $"Not the JSON of the known options refundPrefix, decimal, dateFormat, delimiter, taxIncluded, createProducts, "
                + $"nonProducts: {exception.Message}");
        }
    }

    /// <summary>What is wrong with them; null when nothing is.</summary>
    public string? Problem() => this switch
    {
        { NonProducts: { } codes } when codes.Count > MaxCodes
            || codes.Any(code => string.IsNullOrWhiteSpace(code) || !IsPlain(code, LongestCode)) =>
            $"nonProducts is a list of at most {MaxCodes} codes of at most {LongestCode} characters.",
        { DecimalSign: not (null or "." or ",") } => "decimal is \".\" or \",\".",
        { Delimiter: not (null or "tab" or "\\t" or { Length: 1 }) or "\"" or "\r" or "\n" or "\0" } =>
            "delimiter is one sign, or \"tab\".",
        { RefundPrefix: { } prefix } when !IsPlain(prefix, LongestPrefix) => $"refundPrefix has at most {LongestPrefix} characters.",
        { DateFormat: { } format } when !IsPlain(format, LongestFormat) || !DateStyle.IsFormat(format) =>
            $"dateFormat is a date as .NET writes it, such as d/M/yyyy H:mm, of at most {LongestFormat} characters.",
        _ => null,
    };

    internal bool IsProduct(string code) => !(_codes ??= new(NonProducts ?? [])).Contains(code);

    private static bool IsPlain(string text, int max) =>
        text.Length <= max && !text.Any(char.IsControl) && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    internal char? DelimiterSign => Delimiter switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        _ => Delimiter[0],
    };
}
