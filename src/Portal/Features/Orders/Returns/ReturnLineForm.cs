using System.Globalization;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Features.Orders.Returns;

/// <summary>A line of an order as a form that asks what of it goes back, and why.</summary>
public sealed class ReturnLineForm
{
    internal static readonly IReadOnlyList<SelectOption<ReturnReason>> Reasons =
        [.. Enum.GetValues<ReturnReason>().Select(reason => new SelectOption<ReturnReason>(reason,
            OrderFormatter.Reason(OrderNames.Of(reason))))];

    public required int Line { get; init; }

    public required string Name { get; init; }

    /// <summary>Units.</summary>
    public required decimal Sold { get; init; }

    /// <summary>Units for which no money went back.</summary>
    public required decimal Left { get; init; }

    /// <summary>Money for goods that did not go back.</summary>
    public required decimal MoneyLeft { get; init; }

    /// <summary>Units that go back.</summary>
    public decimal? Quantity { get; set; }

    public decimal? Amount { get; set; }

    public ReturnReason Reason { get; set; } = ReturnReason.Unknown;

    /// <summary>True when the units are for sale again.</summary>
    public bool Restock { get; set; }

    /// <summary>True when something of it goes back.</summary>
    public bool IsAsked => Quantity > 0 || Amount > 0;

    private decimal Each { get; init; }

    public static ReturnLineForm Of(OrderLine line) => new()
    {
        Line = line.Line,
        Name = line.Name.Length > 0 ? line.Name : line.Sku.Length > 0 ? line.Sku : "Item",
        Sold = line.Quantity,
        Left = line.Quantity - line.Returned,
        MoneyLeft = line.Total - line.Refunded,
        Each = line.Quantity == 0 ? 0 : line.Total / line.Quantity,
    };

    /// <summary>The field of a problem such as quantity-3; null for others.</summary>
    /// <param name="field">quantity or amount.</param>
    public static FieldIdentifier? FieldOf(IEnumerable<ReturnLineForm> lines, string field, string name) =>
        lines.FirstOrDefault(line => name == string.Create(CultureInfo.InvariantCulture, $"{field}-{line.Line}")) is { } line
            ? new(line, field == "quantity" ? nameof(Quantity) : nameof(Amount))
            : null;

    /// <summary>So many units come to so much, unless the person says otherwise.</summary>
    public void Reckon() => Amount = Math.Min(MoneyLeft, Math.Round((Quantity ?? 0) * Each, 2));
}
