using Portal.Features.Events;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;

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
        builder.Services.AddPortalData(database);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddEvents();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapEventEndpoints();
        return app;
    }
}
