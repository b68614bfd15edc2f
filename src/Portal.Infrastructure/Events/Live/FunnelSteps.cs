namespace Portal.Infrastructure.Events.Live;

/// <summary>Steps towards an order that a visitor has taken, beyond being there.</summary>
[Flags]
internal enum FunnelSteps : byte
{
    None = 0,
    Viewed = 1,
    Added = 2,
    CheckedOut = 4,
    Ordered = 8,
}
