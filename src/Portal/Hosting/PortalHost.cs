using Microsoft.Extensions.Options;
using Portal.Components;
using Portal.Components.Shared.Tables;
using Portal.Features.Analytics;
using Portal.Features.Analytics.Explorer;
using Portal.Features.Api;
using Portal.Features.Api.Resources;
using Portal.Features.Catalogue;
using Portal.Features.Demo;
using Portal.Features.Events;
using Portal.Features.ExchangeRates;
using Portal.Features.Health;
using Portal.Features.Home;
using Portal.Features.Identity;
using Portal.Features.Imports;
using Portal.Features.Inventory;
using Portal.Features.Marketing;
using Portal.Features.Orders;
using Portal.Features.Platform;
using Portal.Features.Privacy;
using Portal.Features.Sales;
using Portal.Features.Shared.Access;
using Portal.Features.Styleguide;
using Portal.Features.Tenancy;
using Portal.Features.Tracking;
using Portal.Hosting.Failures;
using Portal.Hosting.Process;
using Portal.Hosting.Rates;
using Portal.Hosting.Requests;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.Billing;
using Portal.Infrastructure.Catalogue;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Workloads;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Retention;
using Portal.Infrastructure.ExchangeRates;
using Portal.Infrastructure.Home;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Imports;
using Portal.Infrastructure.Inventory;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Marketing;
using Portal.Infrastructure.Messaging;
using Portal.Infrastructure.Operations.Background;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Privacy;
using Portal.Infrastructure.Shared.Spooling;
using Portal.Infrastructure.Tenancy;
using Portal.Infrastructure.Tracking;
using Portal.Jobs;

namespace Portal.Hosting;

/// <summary>Puts the application together; the one place that knows every feature.</summary>
public static class PortalHost
{
    // A page that is rendered once and redirects by an exception leaves its other components at work on a renderer that is gone. The
    // tree of another request then ends in a circle, and writing it overflows the stack of the process.
    // https://github.com/dotnet/aspnetcore/issues/69035
    private const string NavigateWithoutThrowing =
        "Microsoft.AspNetCore.Components.Endpoints.NavigationManager.DisableThrowNavigationException";

    /// <summary>Builds the application over a prepared database.</summary>
    public static WebApplication Build(PortalArguments arguments, PortalDatabase database, Action<WebApplicationBuilder>? configure = null)
    {
        AppContext.SetSwitch(NavigateWithoutThrowing, true);
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
        builder.Services.AddBackgroundWork();
        builder.Services.AddPortalHealth(arguments.Role);
        builder.Services.AddProjection();
        builder.Services.AddPrivacy();
        builder.Services.AddSpooling(arguments.DataDirectory);
        builder.Services.AddMail(arguments.DataDirectory);
        builder.Services.AddPortalIdentity(MasterKey.Load(builder.Configuration["Security:MasterKey"], arguments.DataDirectory));
        builder.Services.AddTenancy();
        builder.Services.AddSites();
        builder.Services.AddLiveFigures();
        builder.Services.AddEvents();
        builder.Services.AddEventRetention();
        builder.Services.AddBilling();
        builder.Services.AddAnalytics();
        builder.Services.AddHome();
        builder.Services.AddResources();
        builder.Services.AddOrders();
        builder.Services.AddImports();
        builder.Services.AddExchangeRates();
        builder.Services.AddCatalogue();
        builder.Services.AddInventory();
        builder.Services.AddMarketing();
        builder.Services.AddDemo(arguments);
        builder.Services.AddIdentityPages();
        builder.Services.AddPortalAuthorization();
        builder.Services.AddStoreAccess();
        builder.Services.AddTrackingPages();
        builder.Services.AddScoped<TeamChanges>();
        builder.Services.AddSingleton<SetAsideWork>();
        builder.Services.AddAnalyticsPages();
        builder.Services.AddApiDocument();
        builder.Services.AddDesignSystem();
        builder.Services.AddExportRoutes();
        if (arguments.Role is PortalRole.All or PortalRole.Worker)
        {
            builder.Services.AddPortalJobs();
            builder.Services.AddProjectionService();
            builder.Services.AddImportService();
            builder.Services.AddEventOrderService();
        }
        else
        {
            builder.Services.AddPortalJobsElsewhere();
        }

        configure?.Invoke(builder);
        return Map(builder.Build());
    }

    private static WebApplication Map(WebApplication app)
    {
        app.Services.GetRequiredService<PortalDatabase>().Divide(app.Services.GetRequiredService<IOptions<WorkloadOptions>>().Value);
        app.UsePortalHosting();
        app.UseStatusPages();
        app.UseRouting();
        app.UseAddressRates();
        app.UseTextGuard();
        app.UseWorkloads();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRates();
        app.UseAntiforgery();
        app.MapHealthEndpoints();
        if (app.Services.GetRequiredService<PortalArguments>().Role != PortalRole.Worker)
        {
            MapFeatures(app);
        }

        return app;
    }

    private static void MapFeatures(WebApplication app)
    {
        app.MapStaticAssets().ExemptFromRates("Files of the build: nothing is asked of the database, and caches keep them.");
        app.MapEventEndpoints();
        app.MapTrackerEndpoints();
        app.MapIdentityEndpoints();
        app.MapTenancyEndpoints();
        app.MapTeamEndpoints();
        app.MapApiTokenExport();
        app.MapErasureExport();
        SiteExport.MapSiteExport(app);
        app.MapTopProductsExport();
        app.MapAnalyticsEndpoints();
        app.MapAnalyticsExports();
        app.MapAnalyticsReports();
        app.MapCatalogueExports();
        app.MapInventoryExports();
        app.MapMarketingExports();
        app.MapResourceEndpoints();
        app.MapEventExportEndpoints();
        app.MapImportEndpoints();
        app.MapImportFiles();
        app.MapSalesEndpoints();
        app.MapSalesExports();
        app.MapOrderExports();
        app.MapExchangeRateExports();
        app.MapApiDocument();
        app.MapPlatformEndpoints();
        app.MapPlatformExports();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .Add(endpoint => endpoint.Metadata.Add(RazorRates.Of(endpoint)));
        if (app.Environment.IsDevelopment())
        {
            app.MapStyleguide();
        }
    }
}
