namespace Portal.Domain.Tenancy;

/// <summary>What of a store can change after it was made; its currency cannot.</summary>
public sealed record StoreProfile(string? Name, string? TimeZone, string? Country, decimal? DailyRevenueGoal)
{
    /// <summary>The rule that the form and the use case share.</summary>
    public FieldErrors Check()
    {
        var errors = new StoreDetails(Name, "EUR", TimeZone, Country).Check();
        errors.Require(DailyRevenueGoal is null or (> 0 and < 1_000_000_000_000m), "dailyRevenueGoal",
            "Enter an amount above 0, or leave it empty.");
        return errors;
    }
}
