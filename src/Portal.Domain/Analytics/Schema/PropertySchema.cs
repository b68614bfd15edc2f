namespace Portal.Domain.Analytics.Schema;

/// <summary>What the events of one name carry.</summary>
/// <param name="Events">How many events were looked at.</param>
/// <param name="Properties">By path; a property stands before what is inside it.</param>
/// <param name="IsCut">True when there were more different paths than are kept.</param>
public sealed record EventSchema(long Events, IReadOnlyList<PropertySchema> Properties, bool IsCut);

/// <summary>One property of an event.</summary>
/// <param name="Path">Its written form, see <see cref="PropertyPath"/>.</param>
/// <param name="Share">Of the events that were looked at, how many carry it, from 0 to 1.</param>
/// <param name="Types">Most frequent first.</param>
/// <param name="Examples">Up to three different values, short, with personal data masked.</param>
/// <param name="FirstSeen">The oldest event looked at that carries it.</param>
/// <param name="Alike">A more frequent property beside it whose name differs only by case or separators; null for none.</param>
public sealed record PropertySchema(
    string Path, long Events, decimal Share, IReadOnlyList<TypeShare> Types, IReadOnlyList<string> Examples,
    DateTimeOffset FirstSeen, DateTimeOffset LastSeen, string? Alike)
{
    /// <summary>
    /// True when the property comes with more than one type. A null or an empty array says nothing of the type and does
    /// not count as one.
    /// </summary>
    public bool Drifts => Types.Count(type => type.Type is not (JsonType.Null or JsonType.EmptyArray)) > 1;
}

/// <summary>One type of a property's values.</summary>
/// <param name="Type">One of <see cref="JsonType"/>.</param>
/// <param name="Share">Of the values, from 0 to 1.</param>
public sealed record TypeShare(string Type, decimal Share);

/// <summary>The types of values, as they are called on pages and in the API.</summary>
public static class JsonType
{
    public const string Text = "string";
    public const string Number = "number";
    public const string Truth = "boolean";
    public const string Null = "null";
    public const string Nested = "object";
    public const string EmptyArray = "[]";

    /// <summary>The type of an array whose elements have these types: <c>object[]</c>, <c>string[]</c>, <c>mixed[]</c>.</summary>
    public static string ArrayOf(IReadOnlyCollection<string> elements) => elements.Count switch
    {
        0 => EmptyArray,
        1 => elements.First() + "[]",
        _ => "mixed[]",
    };
}
