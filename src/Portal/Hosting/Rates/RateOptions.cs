using System.ComponentModel.DataAnnotations;

namespace Portal.Hosting.Rates;

/// <summary>Requests that this node takes; the event API has limits of its own.</summary>
public sealed class RateOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Rates";

    /// <summary>
    /// Everything but static files that comes from one address, before it is known who asks: 500 a second, 5,000 at once.
    /// </summary>
    public Rate Address { get; set; } = new() { PerSecond = 500, Burst = 5_000 };

    /// <summary>What anyone may ask, by address: 200 a second, 2,000 at once.</summary>
    public Rate Open { get; set; } = new() { PerSecond = 200, Burst = 2_000 };

    /// <summary>Pages of one person: 20 a second, 400 at once.</summary>
    public Rate Page { get; set; } = new() { PerSecond = 20, Burst = 400 };

    /// <summary>Requests of one person's circuits: 100 a second, 1,000 at once.</summary>
    public Rate Circuit { get; set; } = new() { PerSecond = 100, Burst = 1_000 };

    /// <summary>Files for one person: 5 a second, 200 at once.</summary>
    public Rate Export { get; set; } = new() { PerSecond = 5, Burst = 200 };

    /// <summary>Calls with one API token: 20 a second, 200 at once.</summary>
    public Rate Api { get; set; } = new() { PerSecond = 20, Burst = 200 };

    /// <summary>Calls with all tokens of one store: 40 a second, 400 at once.</summary>
    public Rate ApiStore { get; set; } = new() { PerSecond = 40, Burst = 400 };

    /// <summary>Calls of one administrator of the platform's API: 5 a second, 50 at once.</summary>
    public Rate Platform { get; set; } = new() { PerSecond = 5, Burst = 50 };

    /// <summary>
    /// Pages that may be made for one store at the same time, further ones wait; as many as there are cores by default, 2 at
    /// least.
    /// </summary>
    [Range(1, 1_000)]
    public int PagesPerStore { get; set; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Files that may be made for one store at the same time; 4 by default.</summary>
    [Range(1, 1_000)]
    public int ExportsPerStore { get; set; } = 4;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string Name, Rate Rate)[] rates =
        [
            (nameof(Address), Address), (nameof(Open), Open), (nameof(Page), Page), (nameof(Circuit), Circuit),
            (nameof(Export), Export), (nameof(Api), Api), (nameof(ApiStore), ApiStore), (nameof(Platform), Platform),
        ];
        foreach (var (name, rate) in rates)
        {
            var problems = new List<ValidationResult>();
            Validator.TryValidateObject(rate, new(rate), problems, validateAllProperties: true);
            foreach (var problem in problems)
                yield return new(problem.ErrorMessage, [.. problem.MemberNames.Select(member => $"{name}:{member}")]);
        }
    }

    internal Rate Of(RatePolicy policy) => policy switch
    {
        RatePolicy.Page => Page,
        RatePolicy.Circuit => Circuit,
        RatePolicy.Export => Export,
        RatePolicy.Api => Api,
        RatePolicy.Platform => Platform,
        RatePolicy.Open => Open,
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, null),
    };
}

/// <summary>A rate: so many requests a second in the long run, and so many at once after a pause.</summary>
public sealed record Rate
{
    [Range(1, 1_000_000)]
    public int PerSecond { get; set; }

    [Range(1, 10_000_000)]
    public int Burst { get; set; }

    /// <summary>Seconds in which all of <see cref="Burst"/> comes back.</summary>
    internal int Window => (int)Math.Ceiling((double)Burst / PerSecond);
}
