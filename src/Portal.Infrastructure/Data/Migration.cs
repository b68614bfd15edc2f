using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Infrastructure.Data;

/// <summary>One file of <c>db/migrations</c>, as built into this assembly.</summary>
/// <param name="Version">The number the file's name starts with.</param>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Checksum">SHA-256 of the text in hexadecimal, with line ends as LF.</param>
public sealed record Migration(int Version, string Name, string Sql, string Checksum)
{
    private const string Prefix = "migrations/";

    /// <summary>All migrations in the order they are applied.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    /// <summary>A migration from its file name (<c>0001_create_x.sql</c>) and text.</summary>
    public static Migration Parse(string fileName, string text)
    {
        var name = Path.GetFileNameWithoutExtension(fileName);
        var sql = text.ReplaceLineEndings("\n");
        if (name.Length < 6 || name[4] != '_' || !int.TryParse(name.AsSpan(0, 4), out var version))
        {
            throw new FormatException($"A migration's file is named NNNN_verb_noun.sql; {fileName} is not.");
        }

        return new(version, name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    private static List<Migration> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            migrations.Add(Parse(resource[Prefix.Length..], reader.ReadToEnd()));
        }

        return [.. migrations.OrderBy(m => m.Version)];
    }
}
