namespace Portal.Domain.Analytics.Attribution;

/// <summary>A visit before an order.</summary>
/// <param name="At">When it began.</param>
/// <param name="IsDirect">Nothing shows how the visitor came.</param>
public readonly record struct AttributionTouch(DateTime At, bool IsDirect);
