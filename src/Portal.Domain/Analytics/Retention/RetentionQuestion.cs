using System.Text.Json.Serialization;

namespace Portal.Domain.Analytics.Retention;

/// <summary>What makes people a cohort and brings them back.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RetentionBasis>))]
public enum RetentionBasis
{
    /// <summary>A cohort is who came first in a period; they are back when they come again.</summary>
    [JsonStringEnumMemberName("visit")]
    Visit,

    /// <summary>A cohort is who ordered first in a period; they are back when they order again.</summary>
    [JsonStringEnumMemberName("order")]
    Order,
}

/// <summary>When somebody counts as back.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RetentionKind>))]
public enum RetentionKind
{
    /// <summary>In the period itself: n-day and n-week retention.</summary>
    [JsonStringEnumMemberName("exact")]
    Exact,

    /// <summary>In the period or any later one: unbounded or rolling retention.</summary>
    [JsonStringEnumMemberName("unbounded")]
    Unbounded,
}

/// <summary>How long a period is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RetentionPeriod>))]
public enum RetentionPeriod
{
    [JsonStringEnumMemberName("day")]
    Day,

    /// <summary>From Monday on.</summary>
    [JsonStringEnumMemberName("week")]
    Week,
}

/// <summary>Which grid of retention is asked for.</summary>
public sealed record RetentionQuestion(RetentionBasis Basis, RetentionKind Kind, RetentionPeriod Period)
{
    /// <summary>Periods that are followed after a cohort's first one.</summary>
    public int MaxAges => Period == RetentionPeriod.Day ? 30 : 16;

    /// <summary>Days of a period.</summary>
    public int Length => Period == RetentionPeriod.Day ? 1 : 7;

    /// <summary>The first day of the period that a day lies in.</summary>
    public DateOnly StartOf(DateOnly day) => Period == RetentionPeriod.Day ? day : Presence.WeekOf(day);
}
