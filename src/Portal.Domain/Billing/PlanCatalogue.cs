namespace Portal.Domain.Billing;

/// <summary>Every plan there is, with its figures.</summary>
public static class PlanCatalogue
{
    public static readonly Plan Free = new("free", "Free", 100_000, new(50, 2_000), DaysKept: 90);
    public static readonly Plan Starter = new("starter", "Starter", 1_000_000, new(200, 5_000), DaysKept: 395);
    public static readonly Plan Growth = new("growth", "Growth", 10_000_000, new(1_000, 20_000), DaysKept: 760);
    public static readonly Plan Scale = new("scale", "Scale", 100_000_000, new(5_000, 100_000), DaysKept: 1_825);

    /// <summary>For stores that the platform runs itself, such as those of load tests; not offered to anyone.</summary>
    public static readonly Plan Unmetered = new("unmetered", "Unmetered", null, null, DaysKept: 1_825);

    private static readonly Dictionary<string, Plan> ByKey = new[] { Free, Starter, Growth, Scale, Unmetered }
        .ToDictionary(plan => plan.Key);

    /// <summary>What stores may choose from, smallest first.</summary>
    public static IReadOnlyList<Plan> Offered { get; } = [Free, Starter, Growth, Scale];

    /// <summary>The plan of a new store.</summary>
    public static Plan Default => Growth;

    /// <summary>The plan of a key; a key that is unknown, such as one of a later version, means the default.</summary>
    public static Plan Of(string key) => ByKey.GetValueOrDefault(key, Default);
}
