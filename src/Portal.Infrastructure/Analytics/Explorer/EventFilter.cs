using Portal.Domain.Analytics.Schema;
using Portal.Domain.Tenancy;
using Portal.Domain.Text;

namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>Which events of a store are asked for.</summary>
/// <param name="Bots">Whether bots' events are among them.</param>
/// <param name="Property">A property that must have the value; null for any event.</param>
/// <param name="Value">Compared as text, number, truth value or null, whichever the event holds.</param>
public sealed record EventFilter(CurrentStore Store, DayRange Range, bool Bots, string Name, PropertyPath? Property = null, string? Value = null);
