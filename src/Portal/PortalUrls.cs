using System.Globalization;
using Portal.Infrastructure.Exports;

namespace Portal;

/// <summary>Every address inside the portal is built here.</summary>
public static class PortalUrls
{
    public const string Styleguide = "/styleguide";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string Demo = "/demo";
    public const string ForgotPassword = "/account/forgot";
    public const string ResetPassword = "/account/reset";
    public const string ConfirmEmail = "/account/confirm";
    public const string ConfirmationSent = "/account/check-mail";
    public const string Sessions = "/account/sessions";
    public const string NewStore = "/stores/new";
    public const string Platform = "/platform";
    public const string Jobs = "/platform/jobs";
    public const string ApiReference = "/api/docs";

    /// <summary>The sign-in page that leads back to an address of this portal.</summary>
    public static string SignInThen(string returnUrl) => $"{SignIn}?returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>A list of the platform as a file.</summary>
    public static string PlatformExport(string list) => $"{Platform}/{list}.csv";

    public static string Invitation(string token) => $"/invitations/{Uri.EscapeDataString(token)}";

    /// <summary>A store's home.</summary>
    public static string Store(string slug) => $"/s/{Uri.EscapeDataString(slug)}";

    /// <summary>The day's products as a file.</summary>
    public static string TopProductsExport(string slug) => Store(slug) + "/top-products.csv";

    public static string Live(string slug) => Store(slug) + "/live";

    /// <summary>The overview of the analytics section; its other pages are below it.</summary>
    public static string Analytics(string slug) => Store(slug) + "/analytics";

    /// <summary>One of the section's pages: pages, sources, attribution and so on.</summary>
    public static string AnalyticsPage(string slug, string page) => $"{Analytics(slug)}/{page}";

    /// <summary>The address of a file in another format.</summary>
    /// <param name="csv">Its address as CSV.</param>
    public static string ExportAs(string csv, ExportFormat format)
    {
        var end = csv.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 ? query : csv.Length;
        return $"{csv[..(end - "csv".Length)]}{ExportFormats.Ending(format)}{csv[end..]}";
    }

    /// <summary>A list of the section as a file.</summary>
    public static string AnalyticsExport(string slug, string list) => AnalyticsPage(slug, list) + ".csv";

    /// <summary>Which events come, by name.</summary>
    public static string Events(string slug) => Analytics(slug) + "/events";

    /// <summary>One name's figures and its latest events.</summary>
    public static string EventName(string slug, string name) => $"{Events(slug)}/named/{Uri.EscapeDataString(name)}";

    /// <summary>One name's events as a file.</summary>
    public static string EventsExport(string slug, string name) => EventName(slug, name) + "/export.csv";

    /// <summary>Events as they are committed.</summary>
    public static string EventTail(string slug) => Events(slug) + "/live";

    /// <summary>What events carry.</summary>
    public static string EventSchema(string slug) => Events(slug) + "/schema";

    /// <summary>What one name's events carry, as a file.</summary>
    public static string EventSchemaExport(string slug, string name) => EventName(slug, name) + "/schema.csv";

    /// <summary>The list of names as a file.</summary>
    public static string EventNamesExport(string slug) => Events(slug) + ".csv";

    public static string Visitors(string slug) => Analytics(slug) + "/visitors";

    /// <summary>The list of visitors as a file.</summary>
    public static string VisitorsExport(string slug) => Visitors(slug) + ".csv";

    /// <summary>One visitor's timeline.</summary>
    public static string Visitor(string slug, long visitor) => string.Create(CultureInfo.InvariantCulture, $"{Visitors(slug)}/{visitor}");

    /// <summary>What became of everything that was sent.</summary>
    public static string IngestHealth(string slug) => Analytics(slug) + "/health";

    public static string Sales(string slug) => Store(slug) + "/sales";

    public static string Orders(string slug) => Sales(slug) + "/orders";

    public static string Order(string slug, Guid order) => $"{Orders(slug)}/{order}";

    public static string OrdersExport(string slug) => Orders(slug) + ".csv";

    /// <summary>What each product sold, and what is left of it.</summary>
    public static string ProductSales(string slug) => Sales(slug) + "/products";

    public static string ProductSalesExport(string slug) => ProductSales(slug) + ".csv";

    /// <summary>A report of the section as a file.</summary>
    public static string SalesExport(string slug, string report) => $"{Sales(slug)}/{report}.csv";

    public static string Reconciliation(string slug) => Sales(slug) + "/reconciliation";

    public static string Returns(string slug) => Sales(slug) + "/returns";

    public static string ReturnsExport(string slug) => Returns(slug) + ".csv";

    public static string Payments(string slug) => Sales(slug) + "/payments";

    public static string PaymentsExport(string slug) => Payments(slug) + ".csv";

    public static string Imports(string slug) => Settings(slug) + "/imports";

    public static string Import(string slug, Guid import) => $"{Imports(slug)}/{import}";

    /// <summary>The list of imports as a file.</summary>
    public static string ImportsExport(string slug) => Imports(slug) + ".csv";

    /// <summary>The rows of an import that were not taken, as a file.</summary>
    public static string ImportRejections(string slug, Guid import) => Import(slug, import) + "/rejected.csv";

    /// <summary>A file of a kind to begin with.</summary>
    public static string ImportSample(string slug, string kind) => $"{Imports(slug)}/samples/{kind}.csv";

    /// <summary>What other currencies are worth.</summary>
    public static string ExchangeRates(string slug) => Settings(slug) + "/exchange-rates";

    /// <summary>Rows that wait for a rate as a file.</summary>
    public static string WaitingRatesExport(string slug) => ExchangeRates(slug) + "/waiting.csv";

    /// <summary>The list of rates as a file.</summary>
    public static string ExchangeRatesExport(string slug) => ExchangeRates(slug) + ".csv";

    /// <summary>An import in the API.</summary>
    public static string ApiImport(Guid import) => $"/api/v1/imports/{import}";

    /// <summary>The rows of an import that were not taken, in the API.</summary>
    public static string ApiImportRejections(Guid import) => ApiImport(import) + "/rejected.csv";

    /// <summary>One of the marketing pages: spend, campaigns, seasons.</summary>
    public static string Marketing(string slug, string page) => $"{Store(slug)}/marketing/{page}";

    /// <summary>A list of the section as a file.</summary>
    public static string MarketingExport(string slug, string list) => Marketing(slug, list) + ".csv";

    /// <summary>The catalogue; the section's other pages are below it.</summary>
    public static string Products(string slug) => Store(slug) + "/products";

    public static string Pricing(string slug) => Products(slug) + "/pricing";

    /// <summary>Changes of prices with what came after them.</summary>
    public static string PriceChanges(string slug) => Products(slug) + "/price-changes";

    /// <summary>One product.</summary>
    /// <param name="key">The shop's own id of it.</param>
    public static string Product(string slug, string key) => $"{Products(slug)}/one/{Uri.EscapeDataString(key)}";

    /// <summary>A list of the section as a file.</summary>
    public static string ProductsExport(string slug, string list) => $"{Products(slug)}/{list}.csv";

    /// <summary>Stock levels; the section's other pages are below it.</summary>
    public static string Inventory(string slug) => Store(slug) + "/inventory";

    /// <summary>One of the section's pages: movements, reorder, orders, ageing.</summary>
    public static string InventoryPage(string slug, string page) => $"{Inventory(slug)}/{page}";

    /// <summary>A list of the section as a file.</summary>
    public static string InventoryExport(string slug, string list) => InventoryPage(slug, list) + ".csv";

    /// <summary>One purchase order.</summary>
    public static string PurchaseOrder(string slug, string number) => $"{InventoryPage(slug, "orders")}/{Uri.EscapeDataString(number)}";

    public static string Settings(string slug) => Store(slug) + "/settings";

    public static string StoreProfile(string slug) => Settings(slug) + "/store";

    public static string Sites(string slug) => Settings(slug) + "/sites";

    /// <summary>The list of sites as a file.</summary>
    public static string SitesExport(string slug) => Sites(slug) + ".csv";

    /// <summary>One site's settings and keys.</summary>
    public static string Site(string slug, Guid site) => $"{Sites(slug)}/{site}";

    public static string NewSite(string slug) => Sites(slug) + "/new";

    /// <summary>How to install a site's tracker, with the check that waits for its first event.</summary>
    public static string Install(string slug, Guid site) => $"{Sites(slug)}/{site}/install";

    public static string Team(string slug) => Settings(slug) + "/team";

    /// <summary>The team's list as a file.</summary>
    public static string TeamExport(string slug) => Team(slug) + ".csv";

    /// <summary>Invitations that are open, as a file.</summary>
    public static string InvitationsExport(string slug) => Settings(slug) + "/invitations.csv";

    /// <summary>What the store has sent of what its plan allows.</summary>
    public static string Usage(string slug) => Settings(slug) + "/usage";

    public static string ApiTokens(string slug) => Settings(slug) + "/tokens";

    /// <summary>The list of tokens as a file.</summary>
    public static string ApiTokensExport(string slug) => ApiTokens(slug) + ".csv";

    /// <summary>What is kept of visitors.</summary>
    public static string Privacy(string slug) => Settings(slug) + "/privacy";

    /// <summary>Requests to forget visitors.</summary>
    public static string PrivacyRequests(string slug) => Settings(slug) + "/privacy-requests";

    /// <summary>The list of those requests as a file.</summary>
    public static string PrivacyRequestsExport(string slug) => PrivacyRequests(slug) + ".csv";
}
