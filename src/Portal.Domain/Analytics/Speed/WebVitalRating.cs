namespace Portal.Domain.Analytics.Speed;

/// <summary>What a measurement means for visitors, by the published limits.</summary>
public enum WebVitalRating
{
    Good,
    NeedsImprovement,
    Poor,
}
