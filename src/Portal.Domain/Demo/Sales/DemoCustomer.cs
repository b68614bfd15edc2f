using System.Text;
using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Demo.Sales;

/// <summary>
/// Someone who has bought. How often she buys and how long she remains a customer are lots that belong to her number, so a
/// restarted demo finds them again: purchases at a rate of her own until a lifetime of her own is over (D. Schmittlein,
/// D. Morrison and R. Colombo, Counting your customers, 1987, section 2), beside many who buy only once.
/// </summary>
public sealed class DemoCustomer
{
    /// <summary>What her number is added to in her external identity.</summary>
    public const int NumberBase = 10_000;

    private const double RegularShare = 0.45;
    private const double ShortestLifetime = 30;
    private const double MeanLifetime = 190;

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
        Device = DemoDevice.At(Lot(3));
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

    /// <summary>The channel by which she orders instead of on the web; null for most.</summary>
    internal string? Caller => Lot(9) switch { < 0.035 => "phone", < 0.06 => "chat", _ => null };

    /// <summary>Days from her first order to the last on which she might come; 0 for those who buy once.</summary>
    internal double LifetimeDays => Lot(8) < RegularShare ? ShortestLifetime - (MeanLifetime * Math.Log(1 - Lot(7))) : 0;

    // Lognormal; textiles are bought less often than coffee.
    private double MeanDays => (PrefersCoffee ? 34 : 58) * Math.Exp(0.5 * Normal(Lot(5), Lot(6)));

    private DateTimeOffset LeavesAt => CreatedAt.AddDays(LifetimeDays);

    /// <summary>When she comes back after an order at an instant; null when that order was her last.</summary>
    internal DateTimeOffset? NextVisit(DateTimeOffset orderedAt) =>
        WhileShopping(orderedAt.AddDays(1 - (MeanDays * Math.Log(1 - Lot(100_000 + (ulong)Orders)))), Lot(200_000 + (ulong)Orders));

    /// <summary>When she comes back after a visit without an order, or after the demo was not running when she was due.</summary>
    internal DateTimeOffset? RetryVisit(DateTimeOffset at, DemoRandom random) =>
        WhileShopping(at.AddDays(0.4 + random.Exponential(Math.Min(MeanDays * 0.25, 20))), random.Next());

    private DateTimeOffset? WhileShopping(DateTimeOffset at, double lot) =>
        AtWakingHour(at, lot) is var next && next < LeavesAt ? next : null;

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
