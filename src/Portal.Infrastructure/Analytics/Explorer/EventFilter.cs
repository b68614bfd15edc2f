using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Privacy;
using Portal.Domain.Analytics.Schema;

namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>Which events of a store are asked for.</summary>
/// <param name="Property">A property that must have the value; null for any event.</param>
/// <param name="Value">Compared as text, number, truth value or null, whichever the event holds.</param>
public sealed record EventFilter(Guid TenantId, AnalyticsRange Range, string Name, PropertyPath? Property = null, string? Value = null)
{
    /// <summary>Whether the reader may see personal data, and so search by it.</summary>
    public bool SearchesPeople { get; init; }

    /// <summary>True when the reader asks by something that she may not see.</summary>
    public bool IsRefused => !SearchesPeople && Property is not null
        && (Property.Names.Any(name => PersonalData.IsPersonal(name, Property.Names.Contains("traits")))
            || (Value is not null && PersonalData.MaskText(Value) != Value));
}
