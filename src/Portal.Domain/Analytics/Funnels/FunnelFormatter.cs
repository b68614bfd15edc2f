using Portal.Domain.Analytics.Matching;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Analytics.Funnels;

/// <summary>A funnel's definition as texts: in addresses, in the API, and where it is stored.</summary>
public static class FunnelFormatter
{
    private static readonly (string Text, FunnelBreakdown Breakdown)[] Breakdowns =
    [
        ("none", FunnelBreakdown.None), ("channel", FunnelBreakdown.Channel), ("country", FunnelBreakdown.Country),
        ("device", FunnelBreakdown.Device), ("visitor", FunnelBreakdown.Visitor),
    ];

    /// <summary>The words for a breakdown: none, channel, country, device and visitor.</summary>
    public static IReadOnlyList<string> BreakdownTexts { get; } = [.. Breakdowns.Select(known => known.Text)];

    /// <summary>The breakdown that a word stands for; none for any other word.</summary>
    public static FunnelBreakdown ReadBreakdown(string? text) => Array.Find(Breakdowns, known => known.Text == text).Breakdown;

    public static string Write(FunnelBreakdown breakdown) => Breakdowns.First(known => known.Breakdown == breakdown).Text;

    /// <summary>Reads the parts of a definition; a missing window or breakdown is the standard one.</summary>
    /// <param name="steps">Each as in <see cref="EventMatchFormatter"/>.</param>
    /// <param name="errors">Gets what is wrong, also by the definition's own rule.</param>
    /// <returns>Null when something is wrong.</returns>
    public static FunnelDefinition? Read(IReadOnlyList<string> steps, string? window, string? breakdown, FieldErrors errors)
    {
        var matches = new List<EventMatch>();
        for (var step = 0; step < steps.Count; step++)
        {
            if (EventMatchFormatter.TryRead(steps[step], out var match))
                matches.Add(match);
            else
                errors.Add($"steps[{step}]", "Write a step as an event's name and filters, such as product_viewed;path^=/shoes.");
        }

        var length = string.IsNullOrEmpty(window) ? FunnelDefinition.DefaultWindow : WindowFormatter.Read(window);
        errors.Require(length is not null, "window", "Write the window as minutes, hours or days, such as 30m, 12h or 7d.");
        var by = Array.FindIndex(Breakdowns, known => known.Text == (string.IsNullOrEmpty(breakdown) ? "none" : breakdown));
        errors.Require(by >= 0, "by", "Choose a breakdown that exists.");
        if (!errors.None)
            return null;

        var definition = new FunnelDefinition(matches, length!.Value, Breakdowns[by].Breakdown);
        errors.AddAll(definition.Check());
        return errors.None ? definition : null;
    }
}
