using System.Text;

namespace Portal.Domain.Demo;

/// <summary>
/// Someone who has bought. How often she buys and after which order she falls silent for good are lots that belong to
/// her number, so a restarted demo finds them again: purchases at a rate of her own, and a chance of her own to be lost
/// after each (P. Fader, B. Hardie and K. Lee, Counting your customers the easy way, 2005, section 2).
/// </summary>
public sealed class DemoCustomer
{
    /// <summary>What her number is added to in her external identity.</summary>
    public const int NumberBase = 10_000;

    private readonly ulong _seed;

    /// <param name="number">Her number, from 1.</param>
    public DemoCustomer(ulong seed, int number, DemoPlace place, DateTimeOffset createdAt)
    {
        _seed = seed;
        Number = number;
        Place = place;
        CreatedAt = createdAt;
        ExternalId = "c" + (NumberBase + number);
        Id = DemoRandom.Identity(seed, (ulong)number, 0x4355);
        (FirstName, LastName) = DemoName.For(place.Country, Lot(1), Lot(2));
        Email = $"{Letters(FirstName)}.{Letters(LastName)}{number}@example.com";
        AnonymousId = DemoId.Text(DemoRandom.Bits(seed, (ulong)number, 0x414E));
        Device = DemoDevice.All[(int)(Lot(3) * DemoDevice.All.Count)];
    }

    public int Number { get; }
    public Guid Id { get; }
    public string ExternalId { get; }
    public string Email { get; }
    public string FirstName { get; }
    public string LastName { get; }
    public DemoPlace Place { get; }
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The browser she comes with; set when a visitor becomes a customer.</summary>
    public string AnonymousId { get; internal set; }

    internal DemoDevice Device { get; set; }

    /// <summary>Orders so far.</summary>
    public int Orders { get; internal set; }

    /// <summary>True when she drinks coffee rather than buys textiles.</summary>
    internal bool PrefersCoffee => Lot(4) < 0.68;

    // Lognormal, median 32 days.
    private double MeanDays => 32 * Math.Exp(0.65 * Normal(Lot(5), Lot(6)));

    private double Dropout => (PrefersCoffee ? 0.2 : 0.38) + (0.4 * Lot(7));

    /// <summary>When she comes back after an order at an instant; null when that order was her last.</summary>
    internal DateTimeOffset? NextVisit(DateTimeOffset orderedAt) => Lot(1000 + (ulong)Orders) < Dropout
        ? null
        : AtWakingHour(orderedAt.AddDays(1 - (MeanDays * Math.Log(1 - Lot(100_000 + (ulong)Orders)))), Lot(200_000 + (ulong)Orders));

    /// <summary>When she comes back after a visit without an order, or after the demo was not running when she was due.</summary>
    internal DateTimeOffset RetryVisit(DateTimeOffset at, DemoRandom random) =>
        AtWakingHour(at.AddDays(0.4 + random.Exponential(Math.Min(MeanDays * 0.25, 20))), random.Next());

    private DateTimeOffset AtWakingHour(DateTimeOffset at, double lot)
    {
        var midnight = at.UtcDateTime.Date.AddHours(-Place.Hours);
        var moved = new DateTimeOffset(midnight, TimeSpan.Zero).AddDays(1).AddHours(7.5 + (15 * lot));
        return moved.AddTicks(-(moved.Ticks % TimeSpan.TicksPerMillisecond));
    }

    private double Lot(ulong question) => DemoRandom.Lot(_seed, 1_000_000 + (ulong)Number, question);

    private static double Normal(double a, double b) => Math.Sqrt(-2 * Math.Log(1 - a)) * Math.Cos(2 * Math.PI * b);

    private static string Letters(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (char.IsAsciiLetter(character))
            {
                letters.Append(char.ToLowerInvariant(character));
            }
        }

        return letters.ToString();
    }
}
