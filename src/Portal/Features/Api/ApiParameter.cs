using System.Globalization;
using Microsoft.OpenApi;
using Portal.Domain.Shared.Text;

namespace Portal.Features.Api;

/// <summary>A query parameter of the API: the one place that says how it is documented and which values it takes.</summary>
/// <param name="Name">In camel case.</param>
/// <param name="Description">A sentence for people who write programs.</param>
public abstract record ApiParameter(string Name, string Description)
{
    public bool IsRequired { get; init; }

    /// <summary>How the documentation tells the value's type.</summary>
    internal abstract OpenApiSchema Schema { get; }

    /// <summary>What is wrong with a value; null when nothing is.</summary>
    internal abstract string? Check(string value);

    /// <summary>What is wrong with the values sent; null when nothing is.</summary>
    internal virtual string? CheckAll(IReadOnlyList<string> values) => values.Count == 1 ? Check(values[0]) : "Send this parameter once.";

    /// <summary>A day, yyyy-MM-dd.</summary>
    public sealed record Day(string Name, string Description) : ApiParameter(Name, Description)
    {
        internal override OpenApiSchema Schema => new() { Type = JsonSchemaType.String, Format = "date" };

        internal override string? Check(string value) =>
            DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && DateLimits.Contains(day)
                ? null
                : $"Send a day as yyyy-MM-dd, {DateLimits.Words}.";
    }

    /// <summary>An instant, ISO 8601; without an offset it is in UTC.</summary>
    public sealed record Instant(string Name, string Description) : ApiParameter(Name, Description)
    {
        internal override OpenApiSchema Schema => new() { Type = JsonSchemaType.String, Format = "date-time" };

        internal override string? Check(string value) =>
            DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                && DateLimits.Contains(instant)
                ? null
                : $"Send an instant as 2026-03-01T09:30:00Z, {DateLimits.Words}.";
    }

    /// <summary>true or false; 1 and 0 are taken too.</summary>
    public sealed record Flag(string Name, string Description) : ApiParameter(Name, Description)
    {
        internal override OpenApiSchema Schema => new() { Type = JsonSchemaType.Boolean, Default = false };

        internal override string? Check(string value) => value is "true" or "false" or "1" or "0" ? null : "Send true or false.";
    }

    /// <summary>A whole number within bounds.</summary>
    public sealed record Whole(string Name, string Description, int Min, int Max, int Default) : ApiParameter(Name, Description)
    {
        internal override OpenApiSchema Schema => new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = Text(Min),
            Maximum = Text(Max),
            Default = Default,
        };

        internal override string? Check(string value) =>
            int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= Min
                && number <= Max
                ? null
                : $"Send a whole number from {Text(Min)} to {Text(Max)}.";

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>One of some words.</summary>
    /// <param name="Default">What a request without it means; null when there is no such word.</param>
    public sealed record Choice(
        string Name, string Description, IReadOnlyList<string> Values, string? Default = null) : ApiParameter(Name, Description)
    {
        internal override OpenApiSchema Schema => new()
        {
            Type = JsonSchemaType.String,
            Enum = [.. Values.Select(value => System.Text.Json.Nodes.JsonValue.Create(value))],
            Default = Default,
        };

        internal override string? Check(string value) =>
            Values.Contains(value, StringComparer.Ordinal) ? null : $"Send one of {string.Join(", ", Values)}.";
    }

    /// <summary>Free text of a limited length.</summary>
    public sealed record Words(string Name, string Description, int Max = 200) : ApiParameter(Name, Description)
    {
        internal override OpenApiSchema Schema => new() { Type = JsonSchemaType.String, MaxLength = Max };

        internal override string? Check(string value) =>
            value.Length <= Max ? null : $"Send at most {Max.ToString(CultureInfo.InvariantCulture)} characters.";
    }

    /// <summary>Free texts: the parameter is sent once for each of them, in their order.</summary>
    /// <param name="Max">How many may be sent.</param>
    public sealed record Repeated(string Name, string Description, int Max) : ApiParameter(Name, Description)
    {
        private const int MaxCharacters = 4000;

        internal override OpenApiSchema Schema => new()
        {
            Type = JsonSchemaType.Array,
            MaxItems = Max,
            Items = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = MaxCharacters },
        };

        internal override string? Check(string value) =>
            value.Length <= MaxCharacters ? null : $"Send at most {MaxCharacters.ToString(CultureInfo.InvariantCulture)} characters.";

        internal override string? CheckAll(IReadOnlyList<string> values) =>
            values.Count <= Max ? values.Select(Check).FirstOrDefault(problem => problem is not null)
                : $"Send it at most {Max.ToString(CultureInfo.InvariantCulture)} times.";
    }
}
