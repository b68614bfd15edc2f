using Bunit;
using Portal.Domain.Orders;
using Portal.Features.Orders;
using Portal.Features.Sales;
using Xunit;

namespace Portal.Tests.Sales;

public sealed class SalesStatementTests : BunitContext
{
    [Theory]
    [InlineData(40, "Margin, 50.0% of net", "50.00")]
    [InlineData(0, "Left before the cost of goods, which is not known", "90.00")]
    public void Statement_ByWhetherACostIsKnown_NamesWhatIsLeft(int cost, string name, string amount)
    {
        // 120 sold less 20 of discounts; payments cost 10.
        var figures = SalesFigures.None with { Gross = 120, Discounts = 20, Fees = 10, Cost = cost, Orders = 1, Units = 1 };

        var statement = Render<SalesStatement>(parameters => parameters.Add(s => s.Figures, figures).Add(s => s.Currency, "EUR"));

        Assert.Equal((name, true), (statement.FindAll("dt")[^1].TextContent,
            statement.FindAll("dd")[^1].TextContent.Contains(amount, StringComparison.Ordinal)));
        Assert.Equal(["Net sales", name], statement.FindAll("dt b").Select(line => line.TextContent));
        Assert.Equal(9, statement.FindAll("dt").Count);
    }
}
