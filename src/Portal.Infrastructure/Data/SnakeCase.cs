using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Portal.Infrastructure.Data;

/// <summary>Names every column as the migrations do, so that mappings state only what differs.</summary>
internal static class SnakeCase
{
    public static void Apply(ModelBuilder builder)
    {
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            property.SetColumnName(Convert(property.Name));
        }
    }

    public static string Convert(string name)
    {
        var result = new StringBuilder(name.Length + 4);
        foreach (var character in name)
        {
            if (char.IsUpper(character) && result.Length > 0)
            {
                result.Append('_');
            }

            result.Append(char.ToLowerInvariant(character));
        }

        return result.ToString();
    }
}
