namespace Portal.Features.Tracking;

/// <summary>What the pages of sites and their installation stand on.</summary>
public static class TrackingRegistration
{
    public static IServiceCollection AddTrackingPages(this IServiceCollection services) =>
        services.AddSingleton<Snippets>().AddScoped<WriteKeyChanges>().AddScoped<SiteExport>();
}
