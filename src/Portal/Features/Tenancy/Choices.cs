using Portal.Components.Shared;
using Portal.Domain.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>The lists that forms about stores choose from.</summary>
internal static class Choices
{
    public static IReadOnlyList<SelectOption<string>> Countries { get; } = [
        .. Domain.Tenancy.Countries.All.Select(country => new SelectOption<string>(country.Key, country.Value))];

    public static IReadOnlyList<SelectOption<string>> Currencies { get; } = [
        .. Domain.Tenancy.Currencies.All.Select(currency => new SelectOption<string>(currency.Key, $"{currency.Key}, {currency.Value}"))];

    public static IReadOnlyList<SelectOption<string>> TimeZones { get; } = [
        .. Domain.Tenancy.TimeZones.All.Select(zone => new SelectOption<string>(zone, zone.Replace('_', ' ')))];

    public static IReadOnlyList<SelectOption<StoreRole>> Roles { get; } = [
        .. RoleLabels.Given.Select(role => new SelectOption<StoreRole>(role, role.ToString()))];
}
