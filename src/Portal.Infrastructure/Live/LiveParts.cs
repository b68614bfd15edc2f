namespace Portal.Infrastructure.Live;

/// <summary>Which figures some events are for.</summary>
[Flags]
internal enum LiveParts
{
    None = 0,

    /// <summary>Who is there and how fast events come.</summary>
    Presence = 1,

    /// <summary>The list of the last events.</summary>
    Activity = 2,

    /// <summary>The day's visitors and products.</summary>
    Day = 4,

    /// <summary>Orders and their revenue.</summary>
    Orders = 8,

    All = Presence | Activity | Day | Orders,
}
