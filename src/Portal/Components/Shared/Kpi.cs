using Portal.Domain.Shared.Text;

namespace Portal.Components.Shared;

/// <summary>One figure as a card shows it, with what it is compared with.</summary>
/// <param name="Definition">One sentence that says what is counted.</param>
/// <param name="Value">As people read it, abbreviated.</param>
public sealed record Kpi(string Label, string Definition, Metric Metric, string Value)
{
    /// <summary>The currency before the digits.</summary>
    public string? Unit { get; init; }

    /// <summary>The unabbreviated value.</summary>
    public string? Full { get; init; }

    public Change? Change { get; init; }

    /// <summary>The value compared with, as people read it.</summary>
    public string? From { get; init; }

    /// <summary>A value for each step of the period; empty for no line.</summary>
    public IReadOnlyList<double> Line { get; init; } = [];

    /// <summary>The same of the period compared with.</summary>
    public IReadOnlyList<double> LineBefore { get; init; } = [];

    /// <param name="before">Null when nothing is compared.</param>
    /// <param name="downIsBetter">True for refunds and the like.</param>
    public static Kpi Count(string label, string definition, Metric metric, decimal now, decimal? before, bool downIsBetter = false) =>
        new(label, definition, metric, NumberFormat.Brief(now))
        {
            Full = NumberFormat.Full(now),
            Change = Change.Between(before, now, downIsBetter),
            From = before is { } from ? NumberFormat.Brief(from) : null,
        };

    /// <summary>With the decimals that are given and no abbreviation.</summary>
    public static Kpi Number(string label, string definition, Metric metric, decimal? now, decimal? before, int decimals) =>
        new(label, definition, metric, NumberFormat.Full(now, decimals))
        {
            Change = Change.Between(before, now),
            From = before is { } from ? NumberFormat.Full(from, decimals) : null,
        };

    /// <param name="now">In <paramref name="currency"/>, as is what it is compared with.</param>
    public static Kpi Money(
        string label, string definition, Metric metric, decimal? now, decimal? before, string currency, bool downIsBetter = false)
    {
        var text = MoneyFormat.Parts(now, currency);
        return new(label, definition, metric, text.Number + text.Suffix)
        {
            Unit = text.Prefix,
            Full = text.Full,
            Change = Change.Between(before, now, downIsBetter),
            From = before is { } from ? MoneyFormat.Parts(from, currency).Number : null,
        };
    }

    /// <summary>A share of one, compared in percentage points.</summary>
    public static Kpi Share(
        string label, string definition, Metric metric, decimal? now, decimal? before, int decimals = 1, bool downIsBetter = false)
    {
        var change = Change.BetweenShares(before, now);
        return new(label, definition, metric, NumberFormat.Percent(now, decimals))
        {
            Change = downIsBetter && change is not null ? change with { Better = !change.Better } : change,
            From = before is { } from ? NumberFormat.Percent(from, decimals) : null,
        };
    }
}
