using System.Linq.Expressions;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Roles are kept as lower-case words.</summary>
internal static class RoleConversion
{
    public static readonly Expression<Func<StoreRole, string>> ToText = role => role.ToString().ToLowerInvariant();

    public static readonly Expression<Func<string, StoreRole>> FromText = text => Enum.Parse<StoreRole>(text, true);
}
