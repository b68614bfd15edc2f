using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Events.Parsing;

namespace Portal.Infrastructure.Api;

/// <summary>A row as a program sent it, checked against the fields it may write.</summary>
/// <param name="Values">What was sent of the fields that may be written; null clears a field.</param>
/// <param name="Errors">What is wrong with it.</param>
public sealed record ResourceRow(JsonObject Values, FieldErrors Errors)
{
    private const int MapEntries = 30;
    private const int MaxErrors = 50;

    /// <summary>Checks one row. What only the portal writes is passed over, so that a row that was read can be sent back.</summary>
    public static ResourceRow Read(Resource resource, JsonElement sent)
    {
        var row = new ResourceRow([], new());
        if (sent.ValueKind != JsonValueKind.Object)
        {
            row.Errors.Add("", "Send an object.");
            return row;
        }

        if (JsonTexts.FindUnstorable(sent) is { } path)
        {
            row.Errors.Add(path, StorableText.Problem);
            return row;
        }

        row.Take(resource.Fields, sent, "", row.Values, resource.HasIds);
        if (row.Errors.None)
            resource.Check(row.Values, row.Errors);
        return row;
    }

    /// <summary>
    /// The rows of a body that holds many; null when it is no object with a list of rows, or the list is empty or too long.
    /// </summary>
    public static IReadOnlyList<JsonElement>? RowsOf(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return null;

        // By the bytes of their names, since a name may be none that can be read.
        foreach (var member in body.EnumerateObject())
        {
            if (JsonMarshal.GetRawUtf8PropertyName(member).SequenceEqual("rows"u8))
                return member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() is > 0 and <= ResourceWriter.MaxRows
                    ? [.. member.Value.EnumerateArray()] : null;
        }

        return null;
    }

    private void Take(IReadOnlyList<ResourceField> fields, JsonElement sent, string path, JsonObject into, bool hasIds)
    {
        foreach (var member in sent.EnumerateObject())
        {
            // Who sends a thousand wrong fields needs no thousand answers.
            if (Errors.Messages.Count >= MaxErrors)
                return;
            if (!IsStorable([(byte)'"', .. JsonMarshal.GetRawUtf8PropertyName(member), (byte)'"']))
                Errors.Add(path, "A field’s name holds a null character or half of a character.");
            else if (fields.FirstOrDefault(known => known.Name == member.Name) is not { } field)
                Errors.Add(path + member.Name, "There is no such field.");
            else if (field.IsWritable || (hasIds && field.Name == "id"))
                into[field.Name] = IsStorable(JsonMarshal.GetRawUtf8Value(member.Value)) ? Value(field, member.Value, path + member.Name)
                    : Refuse(path + member.Name, "Send a text without null characters and halves of characters.");
        }
    }

    // What JSON can say and a database cannot hold is written as an escape.
    private static bool IsStorable(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) < 0)
            return true;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return JsonText.Check(ref reader, deepest: int.MaxValue, new byte[json.Length]) is null;
    }

    private JsonNode? Value(ResourceField field, JsonElement sent, string path)
    {
        if (sent.ValueKind == JsonValueKind.Null)
        {
            Errors.Require(!field.IsRequired, path, "This cannot be empty.");
            return null;
        }

        return field.Type switch
        {
            ResourceType.Text => Text(field, sent, path),
            ResourceType.Whole or ResourceType.Number => Number(field, sent, path),
            ResourceType.Flag => sent.ValueKind is JsonValueKind.True or JsonValueKind.False ? JsonValue.Create(sent.GetBoolean())
                : Refuse(path, "Send true or false."),
            ResourceType.Day => Day(sent, path),
            ResourceType.Instant => Instant(sent, path),
            ResourceType.Id => sent.ValueKind == JsonValueKind.String
                && sent.TryGetGuid(out var id) ? JsonValue.Create(id.ToString()) : Refuse(path, "Send an id as the API tells it."),
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
        if (text.Length == 0 && field.IsWebAddress)
            return null;
        if (text.Length > field.MaxLength)
            return Refuse(path, string.Create(CultureInfo.InvariantCulture, $"Send at most {field.MaxLength} characters."));
        if (field.IsRequired && text.Length == 0)
            return Refuse(path, "This cannot be empty.");
        return field.Choices is null || field.Choices.Contains(text) ? JsonValue.Create(text)
            : Refuse(path, $"Send one of {string.Join(", ", field.Choices)}.");
    }

    private JsonValue? Number(ResourceField field, JsonElement sent, string path)
    {
        if (sent.ValueKind != JsonValueKind.Number || !sent.TryGetDecimal(out var number))
            return Refuse(path, field.Type == ResourceType.Whole ? "Send a whole number." : "Send a number.");
        if (field.Type == ResourceType.Whole && (number != decimal.Truncate(number) || Math.Abs(number) > int.MaxValue))
            return Refuse(path, "Send a whole number.");
        if (number != Math.Round(number, field.Decimals))
            return Refuse(path, string.Create(CultureInfo.InvariantCulture, $"Send at most {field.Decimals} places after the point."));
        return number >= field.MinValue && number <= field.MaxValue
            ? JsonValue.Create(number)
            : Refuse(path, string.Create(CultureInfo.InvariantCulture, $"Send a number from {field.MinValue} to {field.MaxValue}."));
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
        if (sent.ValueKind != JsonValueKind.Array || sent.GetArrayLength() > field.MaxLength
            || sent.EnumerateArray().Any(entry => entry.ValueKind != JsonValueKind.String || entry.GetString()!.Length > 200))
        {
            Errors.Add(path, string.Create(CultureInfo.InvariantCulture,
                $"Send a list of at most {field.MaxLength} texts of at most 200 characters."));
            return null;
        }

        return [.. sent.EnumerateArray().Select(entry => (JsonNode)entry.GetString()!)];
    }

    private JsonObject? Map(JsonElement sent, string path)
    {
        if (sent.ValueKind != JsonValueKind.Object || sent.EnumerateObject().Count() > MapEntries
            || sent.EnumerateObject().Any(entry => entry.Value.ValueKind != JsonValueKind.String || entry.Name.Length > 100
                || entry.Value.GetString()!.Length > 200))
        {
            Errors.Add(path, string.Create(CultureInfo.InvariantCulture, $"Send an object of at most {MapEntries} texts."));
            return null;
        }

        var map = new JsonObject();
        foreach (var entry in sent.EnumerateObject())
            map[entry.Name] = entry.Value.GetString();
        return map;
    }

    private JsonArray? Rows(ResourceField field, JsonElement sent, string path)
    {
        if (sent.ValueKind != JsonValueKind.Array || sent.GetArrayLength() > field.MaxLength
            || sent.EnumerateArray().Any(entry => entry.ValueKind != JsonValueKind.Object))
        {
            Errors.Add(path, string.Create(CultureInfo.InvariantCulture, $"Send a list of at most {field.MaxLength} objects."));
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
