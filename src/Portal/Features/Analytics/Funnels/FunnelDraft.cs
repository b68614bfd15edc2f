using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Matching;
using Portal.Domain.Events;
using Portal.Features.Analytics.Matching;

namespace Portal.Features.Analytics.Funnels;

/// <summary>A funnel while a person puts it together.</summary>
public sealed class FunnelDraft
{
    /// <summary>What a shop's people do, to begin with.</summary>
    public static readonly FunnelDefinition Default = new(
        [new(EventName.ProductViewed), new(EventName.ProductAdded), new(EventName.CheckoutStarted), new(EventName.OrderCompleted)],
        FunnelDefinition.DefaultWindow);

    public FunnelDraft(FunnelDefinition definition)
    {
        Steps = [.. definition.Steps.Select(step => new MatchDraft(step))];
        var text = WindowFormatter.Write(definition.Window);
        (Length, Unit) = (int.Parse(text.AsSpan(0, text.Length - 1), System.Globalization.CultureInfo.InvariantCulture), text[^1]);
        Breakdown = definition.Breakdown;
    }

    public List<MatchDraft> Steps { get; }

    /// <summary>Of the window, in units of m, h or d.</summary>
    public int Length { get; set; }

    public char Unit { get; set; }

    public FunnelBreakdown Breakdown { get; set; }

    /// <summary>What is written; whether it can be counted says its own rule.</summary>
    public FunnelDefinition Definition => new([.. Steps.Select(step => step.Match)], Window, Breakdown);

    private TimeSpan Window => Length is <= 0 or > 1_000_000 ? TimeSpan.Zero : Unit switch
    {
        'm' => TimeSpan.FromMinutes(Length),
        'h' => TimeSpan.FromHours(Length),
        _ => TimeSpan.FromDays(Length),
    };

    /// <summary>Moves a step one place; false at the end.</summary>
    public bool Move(MatchDraft step, int by)
    {
        var (from, to) = (Steps.IndexOf(step), Steps.IndexOf(step) + by);
        if (to < 0 || to >= Steps.Count)
            return false;
        (Steps[from], Steps[to]) = (Steps[to], Steps[from]);
        return true;
    }

    /// <summary>True when both would be counted the same.</summary>
    public static bool AreSame(FunnelDefinition left, FunnelDefinition right) =>
        left.Window == right.Window && left.Breakdown == right.Breakdown
        && left.Steps.Select(EventMatchFormatter.Write).SequenceEqual(right.Steps.Select(EventMatchFormatter.Write));
}
