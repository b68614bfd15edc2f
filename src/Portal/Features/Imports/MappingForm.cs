using Portal.Domain.Imports;
using Portal.Infrastructure.Imports;

namespace Portal.Features.Imports;

/// <summary>How a file is to be read, as the page asks for it; empty is guessed.</summary>
public sealed class MappingForm
{
    public string? RefundPrefix { get; set; }

    public string DecimalSign { get; set; } = "";

    public string? DateFormat { get; set; }

    public bool TaxIncluded { get; set; }

    public bool CreateProducts { get; set; } = true;

    /// <summary>Codes with commas between them.</summary>
    public string? NonProducts { get; set; }

    public static MappingForm Of(ImportSettings settings) => new()
    {
        RefundPrefix = settings.RefundPrefix,
        DecimalSign = settings.DecimalSign ?? "",
        DateFormat = settings.DateFormat,
        TaxIncluded = settings.TaxIncluded,
        CreateProducts = settings.CreateProducts,
        NonProducts = settings.NonProducts is { } codes ? string.Join(", ", codes) : null,
    };

    public ImportSettings ToSettings() =>
        new(Given(RefundPrefix), Given(DecimalSign), Given(DateFormat), null, TaxIncluded, CreateProducts, Codes.Count == 0 ? null : Codes);

    /// <summary>Of the codes that shops commonly use for what is no product, those that the file has and nobody has named yet.</summary>
    public IReadOnlyList<string> Unnamed(IEnumerable<string> skus)
    {
        var (usual, named) = (new NonProductCodes(NonProductCodes.Usual), new NonProductCodes(Codes));
        return [.. skus.Where(sku => usual.Contains(sku) && !named.Contains(sku)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Names them, and the others that shops commonly use.</summary>
    public void NameUsual() => NonProducts = string.Join(", ", Codes.Union(NonProductCodes.Usual, StringComparer.OrdinalIgnoreCase));

    private List<string> Codes =>
        [.. (NonProducts ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
