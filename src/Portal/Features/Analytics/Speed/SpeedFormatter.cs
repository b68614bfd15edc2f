using System.Globalization;
using Portal.Components.Shared;
using Portal.Domain.Analytics.Speed;
using Portal.Domain.Shared.Text;

namespace Portal.Features.Analytics.Speed;

/// <summary>Measurements of page speed as people read them.</summary>
internal static class SpeedFormatter
{
    /// <summary>A kept value with its unit: 2.4 s, 180 ms, 0.12.</summary>
    public static string Words(WebVital vital, int? kept) => kept switch
    {
        null => NumberFormat.Dash,
        { } score when vital.IsScore => Score(vital, score),
        >= 1_000 and { } time => (time / 1_000m).ToString("0.##", CultureInfo.InvariantCulture) + " s",
        { } time => NumberFormat.Full(time) + " ms",
    };

    /// <summary>A kept value for a column that names the unit: 2,400 or 0.12.</summary>
    public static string Figure(WebVital vital, int? kept) =>
        kept is not { } value ? NumberFormat.Dash : vital.IsScore ? Score(vital, value) : NumberFormat.Full(value);

    /// <summary>What is measured, and the limits of the ratings.</summary>
    public static string Definition(WebVital vital) =>
        $"{vital.Definition} Three quarters of the page loads were at most this. Good up to {Words(vital, vital.Good)}, poor above "
            + $"{Words(vital, vital.Poor)}.";

    public static string Rating(WebVitalRating rating) => rating switch
    {
        WebVitalRating.Good => "Good",
        WebVitalRating.NeedsImprovement => "Needs improvement",
        WebVitalRating.Poor => "Poor",
        _ => throw new ArgumentOutOfRangeException(nameof(rating), rating, null),
    };

    public static Severity Severity(WebVitalRating rating) => rating switch
    {
        WebVitalRating.Good => Components.Shared.Severity.Success,
        WebVitalRating.NeedsImprovement => Components.Shared.Severity.Warning,
        WebVitalRating.Poor => Components.Shared.Severity.Danger,
        _ => throw new ArgumentOutOfRangeException(nameof(rating), rating, null),
    };

    private static string Score(WebVital vital, int kept) => vital.Measured(kept).ToString("0.####", CultureInfo.InvariantCulture);
}
