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

internal static class DaySubjects
{
    /// <summary>The subject as the tables have it.</summary>
    public static string Name(this DaySubject subject) => subject switch
    {
        DaySubject.Sessions => "sessions",
        DaySubject.Orders => "orders",
        DaySubject.Events => "events",
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, null),
    };
}
