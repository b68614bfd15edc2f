using Portal.Components;
using Portal.Features.Events;
using Portal.Features.Health;
using Portal.Features.Styleguide;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;
using Portal.Jobs;

namespace Portal.Hosting;

/// <summary>Puts the application together; the one place that knows every feature.</summary>
public static class PortalHost
{
    /// <summary>Builds the application over a prepared database.</summary>
    public static WebApplication Build(PortalArguments arguments, PortalDatabase database, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PortalHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(arguments.Urls.Split(';'));
        builder.Services.AddSingleton(arguments);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddPortalHosting();
        builder.Services.AddPortalData(database);
        builder.Services.AddPortalHealth(arguments.Role);
        if (arguments.Role is PortalRole.All or PortalRole.Worker)
        {
            builder.Services.AddPortalJobs();
        }

        builder.Services.AddDesignSystem();
        builder.Services.AddEvents();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UsePortalHosting();
        app.UseAntiforgery();
        app.MapHealthEndpoints();
        app.MapStaticAssets();
        app.MapEventEndpoints();
        app.MapTrackerEndpoints();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        if (app.Environment.IsDevelopment())
        {
            app.MapStyleguide();
        }

        return app;
    }
}
