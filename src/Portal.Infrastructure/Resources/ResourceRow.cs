using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain.Tenancy;
using Portal.Domain.Text;

namespace Portal.Infrastructure.Resources;

/// <summary>A row as a program sent it, checked against the fields it may write.</summary>
/// <param name="Values">What was sent of the fields that may be written; null clears a field.</param>
/// <param name="Errors">What is wrong with it.</param>
public sealed record ResourceRow(JsonObject Values, FieldErrors Errors)
{
    private const int MapEntries = 30;
    private const string HalfCharacter = "Send texts without half of a surrogate pair.";
    private const string NullCharacter = "Send a text without null characters.";

    /// <summary>Checks one row. What only the portal writes is passed over, so that a row that was read can be sent back.</summary>
    public static ResourceRow Read(Resource resource, JsonElement sent)
    {
        var row = new ResourceRow([], new());
        if (sent.ValueKind != JsonValueKind.Object)
        {
            row.Errors.Add("", "Send an object.");
            return row;
        }

        row.Take(resource.Fields, sent, "", row.Values, resource.HasIds);
        if (row.Errors.None)
            resource.Check(row.Values, row.Errors);
        return row;
    }

    private void Take(IReadOnlyList<ResourceField> fields, JsonElement sent, string path, JsonObject into, bool hasIds)
    {
        foreach (var member in sent.EnumerateObject())
        {
            if (!TryName(member, out var name))
                Errors.Add(path, HalfCharacter);
            else if (fields.FirstOrDefault(known => known.Name == name) is not { } field)
                Errors.Add(path + name.Replace("\0", "", StringComparison.Ordinal), "There is no such field.");
            else if (field.IsWritable || (hasIds && field.Name == "id"))
                into[field.Name] = Value(field, member.Value, path + name);
        }
    }

    // JSON can write half of a surrogate pair as an escape; no text of .NET can be read from it.
    private static bool TryName(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }

    private JsonNode? Value(ResourceField field, JsonElement sent, string path)
    {
        try
        {
            return Read(field, sent, path);
        }
        catch (InvalidOperationException)
        {
            return Refuse(path, HalfCharacter);
        }
    }

    private JsonNode? Read(ResourceField field, JsonElement sent, string path)
    {
        if (sent.ValueKind == JsonValueKind.Null)
        {
            Errors.Demand(!field.IsRequired, path, "This cannot be empty.");
            return null;
        }

        return field.Type switch
        {
            ResourceType.Text => Text(field, sent, path),
            ResourceType.Whole or ResourceType.Number => Number(field, sent, path),
            ResourceType.Flag => sent.ValueKind is JsonValueKind.True or JsonValueKind.False ? JsonValue.Create(sent.GetBoolean()) : Refuse(path, "Send true or false."),
            ResourceType.Day => Day(sent, path),
            ResourceType.Instant => Instant(sent, path),
            ResourceType.Id => sent.ValueKind == JsonValueKind.String && sent.TryGetGuid(out var id) ? JsonValue.Create(id.ToString()) : Refuse(path, "Send an id as the API tells it."),
            ResourceType.Texts => Texts(field, sent, path),
            ResourceType.Map => Map(sent, path),
            ResourceType.Rows => Rows(field, sent, path),
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };
    }

    private JsonValue? Text(ResourceField field, JsonElement sent, string path)
    {
        if (sent.ValueKind != JsonValueKind.String)
            return Refuse(path, "Send a text.");
        var text = sent.GetString()!.Trim();
        if (text.Contains('\0', StringComparison.Ordinal))
            return Refuse(path, NullCharacter);
        if (text.Length > field.Most)
            return Refuse(path, string.Create(CultureInfo.InvariantCulture, $"Send at most {field.Most} characters."));
        if (field.IsRequired && text.Length == 0)
            return Refuse(path, "This cannot be empty.");
        return field.Choices is null || field.Choices.Contains(text) ? JsonValue.Create(text) : Refuse(path, $"Send one of {string.Join(", ", field.Choices)}.");
    }

    private JsonValue? Number(ResourceField field, JsonElement sent, string path)
    {
        if (sent.ValueKind != JsonValueKind.Number || !sent.TryGetDecimal(out var number))
            return Refuse(path, field.Type == ResourceType.Whole ? "Send a whole number." : "Send a number.");
        if (field.Type == ResourceType.Whole && (number != decimal.Truncate(number) || Math.Abs(number) > int.MaxValue))
            return Refuse(path, "Send a whole number.");
        if (number != Math.Round(number, field.Decimals))
            return Refuse(path, string.Create(CultureInfo.InvariantCulture, $"Send at most {field.Decimals} places after the point."));
        return number >= field.Least && number <= field.Greatest
            ? JsonValue.Create(number)
            : Refuse(path, string.Create(CultureInfo.InvariantCulture, $"Send a number from {field.Least} to {field.Greatest}."));
    }

    private JsonValue? Day(JsonElement sent, string path) =>
        sent.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(sent.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && DateLimits.Contains(day)
            ? JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : Refuse(path, $"Send a day as yyyy-MM-dd, {DateLimits.Words}.");

    private JsonValue? Instant(JsonElement sent, string path) =>
        sent.ValueKind == JsonValueKind.String && sent.TryGetDateTimeOffset(out var instant) && DateLimits.Contains(instant)
            ? JsonValue.Create(instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))
            : Refuse(path, $"Send an instant as 2026-03-01T09:30:00Z, {DateLimits.Words}.");

    private JsonArray? Texts(ResourceField field, JsonElement sent, string path)
    {
        if (sent.ValueKind != JsonValueKind.Array || sent.GetArrayLength() > field.Most || sent.EnumerateArray().Any(entry => entry.ValueKind != JsonValueKind.String || entry.GetString()!.Length > 200))
        {
            Errors.Add(path, string.Create(CultureInfo.InvariantCulture, $"Send a list of at most {field.Most} texts of at most 200 characters."));
            return null;
        }

        if (sent.EnumerateArray().Any(entry => entry.GetString()!.Contains('\0', StringComparison.Ordinal)))
        {
            Errors.Add(path, NullCharacter);
            return null;
        }

        return [.. sent.EnumerateArray().Select(entry => (JsonNode)entry.GetString()!)];
    }

    private JsonObject? Map(JsonElement sent, string path)
    {
        if (sent.ValueKind != JsonValueKind.Object || sent.EnumerateObject().Count() > MapEntries
            || sent.EnumerateObject().Any(entry => entry.Value.ValueKind != JsonValueKind.String || entry.Name.Length > 100 || entry.Value.GetString()!.Length > 200))
        {
            Errors.Add(path, string.Create(CultureInfo.InvariantCulture, $"Send an object of at most {MapEntries} texts."));
            return null;
        }

        if (sent.EnumerateObject().Any(entry => (entry.Name + entry.Value.GetString()).Contains('\0', StringComparison.Ordinal)))
        {
            Errors.Add(path, NullCharacter);
            return null;
        }

        var map = new JsonObject();
        foreach (var entry in sent.EnumerateObject())
            map[entry.Name] = entry.Value.GetString();
        return map;
    }

    private JsonArray? Rows(ResourceField field, JsonElement sent, string path)
    {
        if (sent.ValueKind != JsonValueKind.Array || sent.GetArrayLength() > field.Most || sent.EnumerateArray().Any(entry => entry.ValueKind != JsonValueKind.Object))
        {
            Errors.Add(path, string.Create(CultureInfo.InvariantCulture, $"Send a list of at most {field.Most} objects."));
            return null;
        }

        var rows = new JsonArray();
        foreach (var (entry, place) in sent.EnumerateArray().Select((entry, place) => (entry, place)))
        {
            var row = new JsonObject();
            var inside = string.Create(CultureInfo.InvariantCulture, $"{path}[{place}].");
            Take(field.Inside, entry, inside, row, hasIds: false);
            foreach (var missing in field.Inside.Where(known => known.IsRequired && !row.ContainsKey(known.Name)))
                Errors.Add(inside + missing.Name, "This is needed.");
            rows.Add((JsonNode)row);
        }

        return rows;
    }

    private JsonValue? Refuse(string path, string message)
    {
        Errors.Add(path, message);
        return null;
    }
}
