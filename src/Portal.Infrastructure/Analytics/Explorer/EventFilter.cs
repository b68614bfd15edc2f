using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Schema;

namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>Which events of a store are asked for.</summary>
/// <param name="Property">A property that must have the value; null for any event.</param>
/// <param name="Value">Compared as text, number, truth value or null, whichever the event holds.</param>
public sealed record EventFilter(Guid TenantId, AnalyticsRange Range, string Name, PropertyPath? Property = null, string? Value = null);
