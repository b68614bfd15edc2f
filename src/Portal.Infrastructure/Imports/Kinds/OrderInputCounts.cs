namespace Portal.Infrastructure.Imports.Kinds;

/// <summary>What became of the orders and refunds that were staged.</summary>
internal static class OrderInputCounts
{
    public const string Sql =
        "select outcome, count(*) from (select outcome from staged_orders union all select outcome from staged_refunds) s group by outcome";
}
