using Portal.Domain.Analytics.Matching;

namespace Portal.Infrastructure.Analytics.Matching;

/// <summary>What a statement over <c>events</c> asks of each row. Every part names columns of <c>e</c>.</summary>
internal static class EventConditions
{
    // A property's number: what JSON calls one, or a text of digits. Longer texts are nobody's number.
    private const string Digits = @"'^-?[0-9]{1,30}(\.[0-9]{1,30})?$'";

    /// <summary>
    /// The store's events between two instants, in the partitions where they can lie. The index <c>events_named</c> holds
    /// each column that is named here.
    /// </summary>
    /// <param name="until">The first instant that is too late.</param>
    public static string Between(SqlValues values, DateTimeOffset from, DateTimeOffset until, bool includeBots)
    {
        var firstDay = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-1);
        var lastDay = DateOnly.FromDateTime(until.UtcDateTime).AddDays(1);
        return $"""
            e.tenant_id = $1 and (e.event_day between {values.Add(firstDay)} and {values.Add(lastDay)} or e.event_day = '1970-01-01')
              and e.occurred_at >= {values.Add(from.UtcDateTime)}
                and e.occurred_at < {values.Add(until.UtcDateTime)}{(includeBots ? "" : " and not e.is_bot")}
            """;
    }

    /// <summary>The events that a match means.</summary>
    public static string Of(SqlValues values, EventMatch match) =>
        string.Join("\n  and ", match.Filters.Select(filter => Of(values, filter)).Prepend($"e.name = {values.Add(match.Name)}"));

    private static string Of(SqlValues values, EventFilter filter) => filter switch
    {
        { Field: FilterField.Path, Operator: FilterOperator.Is } => $"e.path = {values.Add(filter.Value)}",
        { Field: FilterField.Path, Operator: FilterOperator.StartsWith } => $"starts_with(e.path, {values.Add(filter.Value)})",
        { Field: FilterField.Path } => $"strpos(e.path, {values.Add(filter.Value)}) > 0",
        { Field: FilterField.Country } => $"lower(e.country) = lower({values.Add(filter.Value)})",
        { Field: FilterField.Device } => $"lower(e.device) = lower({values.Add(filter.Value)})",
        { Field: FilterField.Channel } => Session(values, filter.Value),
        { IsNumeric: true } => Number(values, filter, filter.Operator switch
        {
            FilterOperator.MoreThan => ">",
            FilterOperator.AtLeast => ">=",
            FilterOperator.LessThan => "<",
            _ => "<=",
        }),
        _ => Text(values, filter),
    };

    private static string Session(SqlValues values, string channel) => $"""
        exists (select from sessions s where s.tenant_id = $1 and s.visitor = e.visitor and s.is_bot = e.is_bot
            and s.started_at <= e.occurred_at and s.ended_at >= e.occurred_at and s.channel = lower({values.Add(channel)}))
        """;

    private static string Text(SqlValues values, EventFilter filter)
    {
        var text = $"lower(e.properties ->> {values.Add(filter.Property!)})";
        return filter.Operator switch
        {
            FilterOperator.Contains => $"strpos({text}, lower({values.Add(filter.Value)})) > 0",
            FilterOperator.StartsWith => $"starts_with({text}, lower({values.Add(filter.Value)}))",
            _ when filter.Number is null => $"{text} = lower({values.Add(filter.Value)})",
            _ => $"({text} = lower({values.Add(filter.Value)}) or {Number(values, filter, "=")})",
        };
    }

    private static string Number(SqlValues values, EventFilter filter, string comparison)
    {
        var number = values.Add(filter.Number!.Value);
        return $"{Number(values, filter.Property!)} {comparison} {number}";
    }

    /// <summary>A property as a number; null where it is none.</summary>
    public static string Number(SqlValues values, string property)
    {
        var text = $"(e.properties ->> {values.Add(property)})";
        return $"case when {text} ~ {Digits} then {text}::numeric end";
    }
}
