namespace Portal.Domain.Demo.Visits;

/// <summary>
/// A browser without a customer. Whether and when she comes again are lots that belong to her anonymous id and to how often
/// she was there, so a restarted demo finds them again.
/// </summary>
internal sealed class DemoVisitor(ulong seed, string anonymousId, DemoPlace place, DemoDevice device)
{
    private const double ReturnShare = 0.18;
    private const double MeanDays = 3.2;

    private readonly ulong _subject = SubjectOf(anonymousId);

    public string AnonymousId { get; } = anonymousId;
    public DemoPlace Place { get; } = place;
    public DemoDevice Device { get; } = device;

    /// <summary>Visits so far.</summary>
    public int Visits { get; set; }

    /// <summary>True once she has signed up; from then on she comes as the customer.</summary>
    public bool IsCustomer { get; set; }

    /// <summary>When she comes again after a visit that began at an instant, about the same time of day; null when she does not.</summary>
    public DateTimeOffset? NextVisit(DateTimeOffset at)
    {
        if (IsCustomer || Lot(1) >= ReturnShare)
            return null;

        var next = at.AddDays(1 + Math.Floor(-MeanDays * Math.Log(1 - Lot(2)))).AddMinutes(150 * (Lot(3) - 0.5));
        return next.AddTicks(-(next.Ticks % TimeSpan.TicksPerMillisecond));
    }

    private double Lot(ulong question) => DemoRandom.Lot(seed, _subject, (8 * (ulong)Visits) + question);

    // FNV-1a (G. Fowler, L. Noll and K.-P. Vo, 1991).
    private static ulong SubjectOf(string anonymousId)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var character in anonymousId)
            hash = (hash ^ character) * 0x100000001B3;
        return hash;
    }
}
