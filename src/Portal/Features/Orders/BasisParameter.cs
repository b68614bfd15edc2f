using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Orders;

namespace Portal.Features.Orders;

/// <summary>The accounting basis as a page's address holds it.</summary>
internal static class BasisParameter
{
    public const string Name = "basis";

    public static IReadOnlyList<SelectOption<AccountingBasis>> Choices { get; } = [new(AccountingBasis.Event, "Event date"),
        new(AccountingBasis.Order, "Order date")];

    public static AccountingBasis Read(string? text) => OrderNames.Find<AccountingBasis>(text) ?? AccountingBasis.Event;

    /// <summary>Null leaves the parameter out of the address.</summary>
    public static string? Write(AccountingBasis basis) => basis == AccountingBasis.Event ? null : OrderNames.Of(basis);

    public static string Words(AccountingBasis basis) => basis == AccountingBasis.Event ? "by event date" : "by order date";

    /// <summary>The day by which the address counts, as the page reads it.</summary>
    internal static AccountingBasis Basis(this ExportCall call) => Read(call.Text(Name));
}
