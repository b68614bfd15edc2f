namespace Portal.Domain.Analytics.Attribution;

/// <summary>
/// The shares that the visits before an order have in it. Direct visits have none while there is another, except in
/// <see cref="AttributionModel.Last"/>, which takes the last visit as it is.
/// </summary>
public static class AttributionWeights
{
    /// <summary>After that long a visit counts half.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(7);

    private const double Ends = 0.4;

    /// <summary>One weight for each visit, none below 0 and not all of them 0. They need not add up to 1.</summary>
    /// <param name="touches">Those before the order, the earliest first; at least one.</param>
    public static double[] Of(AttributionModel model, IReadOnlyList<AttributionTouch> touches, DateTime orderedAt)
    {
        var weights = new double[touches.Count];
        var counted = Counted(model, touches);
        for (var place = 0; place < counted.Count; place++)
        {
            weights[counted[place]] = Weight(model, place, counted.Count, orderedAt - touches[counted[place]].At);
        }

        return weights;
    }

    private static List<int> Counted(AttributionModel model, IReadOnlyList<AttributionTouch> touches)
    {
        var all = Enumerable.Range(0, touches.Count).ToList();
        var ways = model == AttributionModel.Last ? all : all.Where(index => !touches[index].IsDirect).ToList();
        return ways.Count > 0 ? ways : all;
    }

    private static double Weight(AttributionModel model, int place, int count, TimeSpan before) => model switch
    {
        AttributionModel.First => place == 0 ? 1 : 0,
        AttributionModel.Last or AttributionModel.LastNonDirect => place == count - 1 ? 1 : 0,
        AttributionModel.Linear => 1,
        AttributionModel.TimeDecay => Math.Pow(2, -before / HalfLife),
        AttributionModel.Position when count <= 2 => 1,
        AttributionModel.Position => place == 0 || place == count - 1 ? Ends : (1 - 2 * Ends) / (count - 2),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, null),
    };
}

/// <summary>A visit before an order.</summary>
/// <param name="At">When it began.</param>
/// <param name="IsDirect">Nothing shows how the visitor came.</param>
public readonly record struct AttributionTouch(DateTime At, bool IsDirect);
