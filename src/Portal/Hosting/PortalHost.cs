using Portal.Components;
using Portal.Features.Identity;
using Portal.Features.Platform;
using Portal.Features.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Mail;
using Portal.Infrastructure.Sites;
using Portal.Infrastructure.Tenancy;

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
        builder.Services.AddMail(arguments.DataDirectory);
        builder.Services.AddPortalIdentity(MasterKey.Load(builder.Configuration["Security:MasterKey"], arguments.DataDirectory));
        builder.Services.AddTenancy();
        builder.Services.AddSites();
        builder.Services.AddIdentityPages();
        builder.Services.AddPortalAuthorization();
        builder.Services.AddDesignSystem();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseStatusPages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapIdentityEndpoints();
        app.MapTenancyEndpoints();
        app.MapPlatformEndpoints();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
