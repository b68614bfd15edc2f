using System.Text.Json.Serialization;

namespace Portal.Domain.Analytics.Attribution;

/// <summary>How an order's credit is shared among the visits that led to it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttributionModel>))]
public enum AttributionModel
{
    /// <summary>All to the first.</summary>
    [JsonStringEnumMemberName("first")]
    First,

    /// <summary>All to the last, whatever it was.</summary>
    [JsonStringEnumMemberName("last")]
    Last,

    /// <summary>All to the last that was not direct.</summary>
    [JsonStringEnumMemberName("last_non_direct")]
    LastNonDirect,

    /// <summary>The same to each.</summary>
    [JsonStringEnumMemberName("linear")]
    Linear,

    /// <summary>Half as much for every seven days before the order.</summary>
    [JsonStringEnumMemberName("time_decay")]
    TimeDecay,

    /// <summary>40 % to the first and to the last, the rest shared among those between.</summary>
    [JsonStringEnumMemberName("position")]
    Position,
}
