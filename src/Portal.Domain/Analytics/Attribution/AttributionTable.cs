namespace Portal.Domain.Analytics.Attribution;

/// <summary>Credits orders one after another and adds up what each way of coming has earned under every model.</summary>
public sealed class AttributionTable
{
    private const int MoneyDecimals = 4;
    private const int OrderDecimals = 6;

    private static readonly AttributionModel[] Models = Enum.GetValues<AttributionModel>();

    private readonly Dictionary<string, AttributionCredit[]> _credits = [];

    /// <summary>Credits an order.</summary>
    /// <param name="touches">The visits before it, the earliest first.</param>
    /// <param name="ways">What each of them is counted under.</param>
    /// <param name="unknown">What an order without any visit is counted under.</param>
    public void Add(
        DateTime orderedAt, decimal revenue, IReadOnlyList<AttributionTouch> touches, IReadOnlyList<string> ways, string unknown)
    {
        foreach (var model in Models)
        {
            if (touches.Count < 2)
            {
                Credit(model, ways.Count == 1 ? ways[0] : unknown, 1, revenue);
                continue;
            }

            var weights = AttributionWeights.Of(model, touches, orderedAt);
            var orders = Apportionment.Split(1, weights, OrderDecimals);
            var money = Apportionment.Split(revenue, weights, MoneyDecimals);
            for (var index = 0; index < weights.Length; index++)
            {
                Credit(model, ways[index], orders[index], money[index]);
            }
        }
    }

    /// <summary>Takes over what another table has counted of other orders.</summary>
    public void Add(IEnumerable<AttributionRow> others)
    {
        foreach (var (value, credits) in others)
        {
            foreach (var credit in credits)
            {
                Credit(credit.Model, value, credit.Orders, credit.Revenue);
            }
        }
    }

    /// <summary>What every way has earned.</summary>
    public IReadOnlyList<AttributionRow> Rows() => [.. _credits.Select(pair => new AttributionRow(pair.Key, pair.Value))];

    private void Credit(AttributionModel model, string way, decimal orders, decimal revenue)
    {
        if (!_credits.TryGetValue(way, out var credits))
        {
            _credits[way] = credits = [.. Models.Select(known => new AttributionCredit(known, 0, 0))];
        }

        ref var credit = ref credits[(int)model];
        credit = credit with { Orders = credit.Orders + orders, Revenue = credit.Revenue + revenue };
    }
}

/// <summary>What a way of coming has earned.</summary>
/// <param name="Value">The channel, source or campaign; empty where none is known.</param>
/// <param name="Credits">One for each model, in the models' order.</param>
public sealed record AttributionRow(string Value, IReadOnlyList<AttributionCredit> Credits)
{
    public AttributionCredit Under(AttributionModel model) => Credits[(int)model];
}

/// <summary>Orders and revenue under one model.</summary>
/// <param name="Orders">In parts of orders.</param>
public sealed record AttributionCredit(AttributionModel Model, decimal Orders, decimal Revenue);
