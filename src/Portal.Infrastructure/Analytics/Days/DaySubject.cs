namespace Portal.Infrastructure.Analytics.Days;

/// <summary>What a day's answers are counted from.</summary>
public enum DaySubject
{
    /// <summary>The sessions that began on the day, with everything in them.</summary>
    Sessions,

    /// <summary>The day's orders, with the sessions before them that they are credited to.</summary>
    Orders,

    /// <summary>The day's events, with the channel of the sessions that they lie in.</summary>
    Events,
}
