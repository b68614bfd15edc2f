using Microsoft.AspNetCore.Components;

namespace Portal.Components.Shared.Tables;

/// <summary>Where a column's value stands when a row is a card on a phone.</summary>
public enum CardPlace
{
    /// <summary>Left out: second rank.</summary>
    None,

    /// <summary>First line, left.</summary>
    Title,

    /// <summary>First line, right.</summary>
    Amount,

    /// <summary>Second line, left.</summary>
    Id,

    /// <summary>Second line, right.</summary>
    Time,

    /// <summary>Third line, left.</summary>
    State,

    /// <summary>Third line, right.</summary>
    StateEnd,
}

/// <summary>One column of a <see cref="DataTable{TRow}"/>.</summary>
/// <param name="Key">In addresses, filters and sorting; never shown.</param>
/// <param name="Title">With the unit: “Total, Rp”; empty over a row's actions.</param>
/// <param name="Text">The cell as text: what is shown without a <see cref="Cell"/>.</param>
public sealed record DataColumn<TRow>(string Key, string Title, Func<TRow, string> Text)
{
    /// <summary>One sentence that says what is counted, shown on hover of the title.</summary>
    public string? Definition { get; init; }

    /// <summary>What follows the text where a row is a card and the column has no title beside it: views, units.</summary>
    public string? CardUnit { get; init; }

    /// <summary>How the cell is drawn, when text is not enough.</summary>
    public RenderFragment<TRow>? Cell { get; init; }

    /// <summary>
    /// The value in a downloaded file, where that is no text: a number, a day, an instant on the store's clock; null for nothing.
    /// </summary>
    public Func<TRow, object?>? Export { get; init; }

    public bool Sortable { get; init; }

    /// <summary>A number: right-aligned, tabular figures.</summary>
    public bool Number { get; init; }

    /// <summary>The one column that names the row, set in the text colour.</summary>
    public bool Main { get; init; }

    /// <summary>Always shown, and first.</summary>
    public bool Locked { get; init; }

    /// <summary>Not shown until a person chooses it.</summary>
    public bool Hidden { get; init; }

    /// <summary>The values a filter offers; empty lets people type a text.</summary>
    public IReadOnlyList<string>? FilterValues { get; init; }

    public CardPlace Card { get; init; }

    internal string Css => string.Join(' ', new[]
    {
        Number ? "end" : "", Main ? "main-cell" : "", Card switch
        {
            CardPlace.None => "card-hidden",
            CardPlace.Title => "card-title",
            CardPlace.Amount => "card-amount",
            CardPlace.Id => "card-id",
            CardPlace.Time => "card-time",
            CardPlace.State => "card-state",
            CardPlace.StateEnd => "card-state-end",
            _ => throw new InvalidOperationException($"Unknown place {Card}."),
        },
    }.Where(name => name.Length > 0));
}
