using System.Globalization;
using System.Text;

namespace Portal.Domain.Tenancy;

/// <summary>A store's part of an address: lower-case letters, digits and single hyphens.</summary>
public static class Slug
{
    private const int MaximumLength = 40;

    /// <summary>The slug of a name without accents; <c>store</c> when nothing is left of it.</summary>
    public static string From(string name)
    {
        var result = new StringBuilder();
        foreach (var character in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(character))
                result.Append(char.ToLowerInvariant(character));
            else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark && result.Length > 0
                && result[^1] != '-')
                result.Append('-');
        }

        var slug = result.ToString()[..Math.Min(result.Length, MaximumLength)].Trim('-');
        return slug.Length == 0 ? "store" : slug;
    }
}
