using Portal.Components.Shared;
using Portal.Domain.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>The lists that forms about stores choose from.</summary>
internal static class Choices
{
    public static IReadOnlyList<Choice<string>> Countries { get; } = [.. Domain.Tenancy.Countries.All.Select(country => new Choice<string>(country.Key, country.Value))];

    public static IReadOnlyList<Choice<string>> Currencies { get; } = [.. Domain.Tenancy.Currencies.All.Select(currency => new Choice<string>(currency.Key, $"{currency.Key}, {currency.Value}"))];

    public static IReadOnlyList<Choice<string>> TimeZones { get; } = [.. Domain.Tenancy.TimeZones.All.Select(zone => new Choice<string>(zone, zone.Replace('_', ' ')))];

    public static IReadOnlyList<Choice<StoreRole>> Roles { get; } = [.. RoleLabels.Given.Select(role => new Choice<StoreRole>(role, role.ToString()))];
}
