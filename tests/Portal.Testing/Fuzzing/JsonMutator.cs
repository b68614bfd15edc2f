using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Testing.Fuzzing;

/// <summary>
/// Changes the structure of JSON that was valid: extreme values, members twice, missing or strange, nesting, long lists. What comes
/// out is JSON by its form, though its texts and numbers may be what no reader takes; <see cref="ByteMutator"/> breaks the form.
/// </summary>
public static class JsonMutator
{
    private const int MaxNesting = 300;

    private static readonly string[] Raw =
    [
        "null", "true", "false", "{}", "[]", "\"\"", "0", "-0", "-1", "1e308", "1e-308", "1e400", "-1e999", "1e-16000", "0e-20000", "0.1",
            "12345678901234567890123456789012345678901234567890", "0.30000000000000004", "99999999999999.9999",
        "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\/\\b\\f\\n\\r\\t\"", "\"\\u202e\"", "{\"\":\"\"}",
            "{\"a\":1,\"a\":2}", "{\"\\u0000\":1}", "{\"\\ud800\":1}", "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", "[null,null]",
    ];

    private static readonly string[] Names = ["", "id", "ip", "\\u0069p", "\\ud800", "\\u0000", "__proto__", "constructor", "a.b", "a[]",
        "$where", "type", "userId", "timestamp", "properties", "context", "rows"];

    /// <summary>The text of a sample with some of it changed.</summary>
    public static string Mutate(FuzzRandom random, string sample)
    {
        var text = new StringBuilder();
        Write(random, JsonNode.Parse(sample), text, 1 + random.Below(30));
        return text.ToString();
    }

    // A change comes once in so many values.
    private static void Write(FuzzRandom random, JsonNode? node, StringBuilder text, int rarity)
    {
        if (random.OneIn(rarity + 2))
        {
            WriteStrange(random, node, text);
            return;
        }

        switch (node)
        {
            case JsonObject members:
                WriteObject(random, members, text, rarity);
                break;
            case JsonArray items:
                WriteArray(random, items, text, rarity);
                break;
            case null:
                text.Append("null");
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void WriteObject(FuzzRandom random, JsonObject members, StringBuilder text, int rarity)
    {
        text.Append('{');
        var isFirst = true;
        foreach (var (name, value) in members)
        {
            for (var times = random.OneIn(rarity * 3 + 2) ? random.Below(3) : 1; times > 0; times--)
            {
                text.Append(isFirst ? "" : ",").Append(random.OneIn(rarity * 4 + 2) ? Quoted(random.Pick(Names))
                    : JsonSerializer.Serialize(name)).Append(':');
                Write(random, value, text, rarity);
                isFirst = false;
            }
        }

        for (var extra = random.OneIn(rarity * 2 + 2) ? random.Size(200) : 0; extra > 0; extra--)
        {
            text.Append(isFirst ? "" : ",")
                .Append(random.OneIn(2) ? Quoted(random.Pick(Names)) : Quoted("x" + extra.ToString(CultureInfo.InvariantCulture)))
                .Append(':').Append(random.Pick(Raw));
            isFirst = false;
        }

        text.Append('}');
    }

    private static void WriteArray(FuzzRandom random, JsonArray items, StringBuilder text, int rarity)
    {
        text.Append('[');
        var isFirst = true;
        foreach (var item in items)
        {
            for (var times = random.OneIn(rarity * 3 + 2) ? random.Size(1_200 / Math.Max(1, items.Count)) : 1; times > 0; times--)
            {
                text.Append(isFirst ? "" : ",");
                Write(random, item, text, rarity);
                isFirst = false;
            }
        }

        text.Append(']');
    }

    private static void WriteStrange(FuzzRandom random, JsonNode? node, StringBuilder text)
    {
        switch (random.Below(5))
        {
            case 0:
                text.Append(random.Pick(Raw));
                break;
            case 1:
                text.Append(Escaped(ExtremeValues.Any(random)));
                break;
            case 2:
                var number = random.Pick(ExtremeValues.Numbers);
                text.Append(IsJsonNumber(number) ? number : Escaped(number));
                break;
            case 3:
                var depth = random.Size(MaxNesting);
                var opening = random.OneIn(2);
                text.Insert(text.Length, opening ? "[" : "{\"n\":", depth).Append(node?.ToJsonString() ?? "null")
                    .Append(opening ? ']' : '}', depth);
                break;
            default:
                text.Append(Escaped(new string((char)random.Between('a', 'z'), random.Size(70_000))));
                break;
        }
    }

    private static bool IsJsonNumber(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Quoted(string raw) => $"\"{raw}\"";

    // Serializing would replace half pairs; written as escapes they stay.
    private static string Escaped(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var sign in text)
        {
            if (sign is '"' or '\\')
                json.Append('\\').Append(sign);
            else if (sign < ' ' || char.IsSurrogate(sign))
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}");
            else
                json.Append(sign);
        }

        return json.Append('"').ToString();
    }
}
