using System.Globalization;
using Portal.Domain.Inventory;

namespace Portal.Features.Inventory;

/// <summary>The policy of reordering that an address names.</summary>
internal static class ReorderParameters
{
    public const string Level = "service";
    public const string Cover = "cover";

    public static readonly IReadOnlyList<string> Levels = ["80", "90", "95", "98", "99"];
    public static readonly IReadOnlyList<string> Covers = ["14", "28", "56"];

    public static ReorderPolicy Read(string? level, string? cover) => new(
        Levels.Contains(level) ? int.Parse(level!, CultureInfo.InvariantCulture) / 100.0 : ReorderPolicy.Default.ServiceLevel,
        Covers.Contains(cover) ? int.Parse(cover!, CultureInfo.InvariantCulture) : ReorderPolicy.Default.CoverDays);
}
