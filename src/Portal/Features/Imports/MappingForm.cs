using Portal.Infrastructure.Imports;

namespace Portal.Features.Imports;

/// <summary>How a file is to be read, as the page asks for it; empty is guessed.</summary>
internal sealed class MappingForm
{
    public string? RefundPrefix { get; set; }

    public string DecimalSign { get; set; } = "";

    public string? DateFormat { get; set; }

    public bool TaxIncluded { get; set; }

    public bool CreateProducts { get; set; } = true;

    public static MappingForm Of(ImportSettings settings) => new()
    {
        RefundPrefix = settings.RefundPrefix, DecimalSign = settings.DecimalSign ?? "", DateFormat = settings.DateFormat, TaxIncluded = settings.TaxIncluded,
        CreateProducts = settings.CreateProducts,
    };

    public ImportSettings ToSettings() => new(Given(RefundPrefix), Given(DecimalSign), Given(DateFormat), null, TaxIncluded, CreateProducts);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
