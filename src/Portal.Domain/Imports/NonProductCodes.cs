namespace Portal.Domain.Imports;

/// <summary>
/// Codes of order lines that are no products: postage, fees, vouchers. Letter case does not matter; a * at the end of a code stands for
/// anything.
/// </summary>
public sealed class NonProductCodes
{
    private readonly HashSet<string> _whole;
    private readonly string[] _beginnings;

    public NonProductCodes(IReadOnlyList<string> codes)
    {
        _whole = codes.Where(code => !code.EndsWith('*')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _beginnings = [.. codes.Where(code => code.EndsWith('*')).Select(code => code[..^1])];
    }

    /// <summary>What shops commonly use such lines for.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        "POST", "POSTAGE", "DOT", "C2", "SHIPPING", "FREIGHT", "DELIVERY", "HANDLING", "M", "D", "DISCOUNT", "S", "B", "PADS",
        "BANK CHARGES", "AMAZONFEE", "CRUK", "gift_*",
    ];

    /// <summary>True for a code that is no product.</summary>
    public bool Contains(string code) =>
        _whole.Contains(code) || Array.Exists(_beginnings, beginning => code.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
}
