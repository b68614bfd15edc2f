using Portal.Domain.Analytics;

namespace Portal.Infrastructure.Analytics;

/// <summary>A store's traffic in a range.</summary>
/// <param name="Visitors">Different people, whatever browsers they used.</param>
/// <param name="Points">One for each day of the range, or for each hour of a short one.</param>
public sealed record Overview(long Visitors, TrafficFigures Figures, IReadOnlyList<OverviewPoint> Points);

/// <summary>An hour or a day of a range.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="Visitors">Different people of the day; null for an hour.</param>
public sealed record OverviewPoint(DateTimeOffset Start, long? Visitors, TrafficFigures Figures);
