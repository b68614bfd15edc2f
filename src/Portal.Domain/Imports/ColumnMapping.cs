using System.Runtime.InteropServices;

namespace Portal.Domain.Imports;

/// <summary>Which field each column of a file holds.</summary>
public static class ColumnMapping
{
    private const int MaxNamed = 20;

    /// <summary>
    /// Guesses from the headers: by a field's own name first, then by what other systems call it. No field is given twice.
    /// </summary>
    /// <returns>From header to field name, for the columns that mean something.</returns>
    public static IReadOnlyDictionary<string, string> Guess(IReadOnlyList<string> headers, IReadOnlyList<ImportField> fields)
    {
        var known = new Dictionary<string, List<string>>();
        foreach (var header in headers)
            (CollectionsMarshal.GetValueRefOrAddDefault(known, Plain(header), out _) ??= []).Add(header);
        var mapping = new Dictionary<string, string>();
        foreach (var field in fields)
        {
            var names = new[] { Plain(field.Name), Plain(field.Label) }.Concat(field.Aliases);
            var header = names.Select(name => known.GetValueOrDefault(name)?.Find(h => !mapping.ContainsKey(h)))
                .FirstOrDefault(found => found is not null);
            if (header is not null)
                mapping[header] = field.Name;
        }

        return mapping;
    }

    /// <summary>What is wrong with a mapping; null when nothing is.</summary>
    public static string? Check(
        IReadOnlyDictionary<string, string> mapping, IReadOnlyList<string> headers, IReadOnlyList<ImportField> fields)
    {
        var strange = mapping.Values.FirstOrDefault(name => fields.All(field => field.Name != name));
        if (strange is not null)
            return $"There is no field {strange}. Known are {string.Join(", ", fields.Select(field => field.Name))}.";
        var twice = mapping.Values.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
            return $"Two columns are mapped to {twice.Key}.";
        var known = headers.ToHashSet();
        var absent = mapping.Keys.FirstOrDefault(header => !known.Contains(header));
        if (absent is not null)
        {
            var more = headers.Count > MaxNamed ? $" and {headers.Count - MaxNamed} more" : "";
            return $"The file has no column {absent}. It has {string.Join(", ", headers.Take(MaxNamed))}{more}.";
        }

        var missing = fields.Where(field => field.IsRequired && !mapping.Values.Contains(field.Name)).Select(field => field.Name).ToList();
        return missing.Count == 0 ? null : $"No column is mapped to {string.Join(", ", missing)}.";
    }

    private static string Plain(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
