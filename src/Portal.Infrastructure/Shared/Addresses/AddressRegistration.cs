using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Shared.Configuration;

namespace Portal.Infrastructure.Shared.Addresses;

/// <summary>The names of the portal itself.</summary>
public static class AddressRegistration
{
    public static IServiceCollection AddPortalAddress(this IServiceCollection services)
    {
        services.AddValidated<PortalAddressOptions>(PortalAddressOptions.Section);
        return services.AddSingleton<PortalAddress>();
    }
}
