namespace Portal.Domain.Analytics.Vitals;

/// <summary>What a measurement means for visitors, by the published limits.</summary>
public enum WebVitalRating
{
    Good,
    NeedsImprovement,
    Poor,
}
