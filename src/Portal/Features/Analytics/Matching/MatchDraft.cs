using Portal.Domain.Analytics.Matching;
using Portal.Domain.Events;

namespace Portal.Features.Analytics.Matching;

/// <summary>An event and conditions on it while a person writes them.</summary>
public sealed class MatchDraft
{
    public MatchDraft()
    {
    }

    public MatchDraft(EventMatch match)
    {
        Event = match.Name;
        Filters = [.. match.Filters.Select(filter => new FilterDraft(filter))];
    }

    /// <summary>As it is typed; any way of writing the name is understood.</summary>
    public string Event { get; set; } = "";

    public List<FilterDraft> Filters { get; } = [];

    public EventMatch Match => new(EventName.Normalize(Event.Trim()), [.. Filters.Select(filter => filter.Filter)]);
}

/// <summary>One condition while a person writes it.</summary>
public sealed class FilterDraft
{
    public FilterDraft()
    {
    }

    public FilterDraft(EventFilter filter) =>
        (Field, Property, Operator, Value) = (filter.Field, filter.Property ?? "", filter.Operator, filter.Value);

    public FilterField Field { get; private set; }

    public string Property { get; set; } = "";

    public FilterOperator Operator { get; set; }

    public string Value { get; set; } = "";

    public EventFilter Filter => new(Field, Field == FilterField.Property ? Property.Trim() : null, Operator, Value.Trim());

    /// <summary>Another field has other comparisons and other values.</summary>
    public void Choose(FilterField field)
    {
        Field = field;
        Value = "";
        if (!EventFilter.OperatorsOf(field).Contains(Operator))
            Operator = FilterOperator.Is;
    }
}
