namespace Portal.Infrastructure.Live;

/// <summary>How many different visitors took each step towards an order, each step for itself, and where they went no further.</summary>
/// <param name="Visitors">Did anything.</param>
/// <param name="Viewed">Looked at a product.</param>
/// <param name="Added">Put something into a cart.</param>
/// <param name="CheckedOut">Started a checkout.</param>
/// <param name="Ordered">Placed an order.</param>
/// <param name="LostBeforeViewing">Did something and looked at no product.</param>
/// <param name="LostBeforeAdding">Looked at a product and put nothing into a cart.</param>
/// <param name="LostBeforeCheckout">Put something into a cart and started no checkout.</param>
/// <param name="LostBeforeOrdering">Started a checkout and placed no order.</param>
public sealed record FunnelFigures(
    long Visitors,
    long Viewed,
    long Added,
    long CheckedOut,
    long Ordered,
    long LostBeforeViewing,
    long LostBeforeAdding,
    long LostBeforeCheckout,
    long LostBeforeOrdering)
{
    /// <summary>Of one visitor, the chance to have ordered; null without visitors.</summary>
    public decimal? EndToEnd => Visitors == 0 ? null : (decimal)Ordered / Visitors;

    /// <param name="bySteps">Visitors by the set of steps they took.</param>
    /// <param name="factor">Visitors that each of them stands for.</param>
    internal static FunnelFigures Of(ReadOnlySpan<int> bySteps, long factor)
    {
        Span<long> sums = stackalloc long[9];
        sums.Clear();
        for (var steps = 0; steps < bySteps.Length; steps++)
        {
            var count = bySteps[steps] * factor;
            var taken = (FunnelSteps)steps;
            sums[0] += count;
            Count(sums, 1, 5, taken, FunnelSteps.None, FunnelSteps.Viewed, count);
            Count(sums, 2, 6, taken, FunnelSteps.Viewed, FunnelSteps.Added, count);
            Count(sums, 3, 7, taken, FunnelSteps.Added, FunnelSteps.CheckedOut, count);
            Count(sums, 4, 8, taken, FunnelSteps.CheckedOut, FunnelSteps.Ordered, count);
        }

        return new(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8]);
    }

    private static void Count(Span<long> sums, int reached, int lost, FunnelSteps taken, FunnelSteps before, FunnelSteps step, long count)
    {
        if (taken.HasFlag(step))
        {
            sums[reached] += count;
        }
        else if (taken.HasFlag(before))
        {
            sums[lost] += count;
        }
    }
}
