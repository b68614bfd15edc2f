using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Portal.Features.Analytics;
using Portal.Features.Analytics.Attribution;
using Portal.Features.Analytics.Explorer;
using Portal.Features.Analytics.Funnels;
using Portal.Features.Analytics.Goals;
using Portal.Features.Analytics.Paths;
using Portal.Features.Analytics.Retention;
using Portal.Features.Analytics.Speed;
using Portal.Features.Analytics.Traffic;
using Portal.Features.Analytics.Visitors;
using Portal.Features.Home;
using Portal.Features.Imports;
using Portal.Features.Inventory;
using Portal.Features.Live;
using Portal.Features.Marketing;
using Portal.Features.Orders;
using Portal.Features.Sales;
using Portal.Features.Shared.Access;
using Portal.Features.Tracking;

namespace Portal.Tests.Circuits;

/// <summary>Every page that moves by itself, with where it is. One that is not here fails a test, which reads the pages' sources.</summary>
internal static partial class FollowedPages
{
    /// <summary>The parts that subscribe; a page that shows one of them moves by itself.</summary>
    public static readonly IReadOnlySet<Type> Parts = new HashSet<Type>
    {
        typeof(LivePage), typeof(LiveCount), typeof(EventTailPage), typeof(FollowOrders), typeof(InstallCheck), typeof(ImportPage),
        typeof(CatchUpNotice),
    };

    /// <param name="Slug">Of the store.</param>
    public sealed record Place(string Slug, Guid Site, Guid Order, Guid Import);

    public static readonly IReadOnlyDictionary<Type, Func<Place, string>> Rows = new Dictionary<Type, Func<Place, string>>
    {
        [typeof(HomePage)] = at => PortalUrls.Store(at.Slug),
        [typeof(LivePage)] = at => PortalUrls.Live(at.Slug),
        [typeof(OverviewPage)] = at => PortalUrls.Analytics(at.Slug),
        [typeof(PagesPage)] = at => PortalUrls.AnalyticsPage(at.Slug, "pages"),
        [typeof(SourcesPage)] = at => PortalUrls.AnalyticsPage(at.Slug, "sources"),
        [typeof(AttributionPage)] = at => PortalUrls.AnalyticsPage(at.Slug, "attribution"),
        [typeof(RetentionPage)] = at => PortalUrls.AnalyticsPage(at.Slug, "retention"),
        [typeof(FunnelsPage)] = at => PortalUrls.AnalyticsPage(at.Slug, "funnels"),
        [typeof(GoalsPage)] = at => PortalUrls.AnalyticsPage(at.Slug, "goals"),
        [typeof(PathsPage)] = at => PortalUrls.AnalyticsPage(at.Slug, "paths"),
        [typeof(SearchPage)] = at => PortalUrls.AnalyticsPage(at.Slug, "search"),
        [typeof(ProductsPage)] = at => PortalUrls.AnalyticsPage(at.Slug, "products"),
        [typeof(SpeedPage)] = at => PortalUrls.AnalyticsPage(at.Slug, "speed"),
        [typeof(EventNamesPage)] = at => PortalUrls.Events(at.Slug),
        [typeof(EventNamePage)] = at => PortalUrls.EventName(at.Slug, "page_viewed"),
        [typeof(EventSchemaPage)] = at => PortalUrls.EventSchema(at.Slug),
        [typeof(EventTailPage)] = at => PortalUrls.EventTail(at.Slug),
        [typeof(VisitorsPage)] = at => PortalUrls.Visitors(at.Slug),
        [typeof(SpendPage)] = at => PortalUrls.Marketing(at.Slug, "spend"),
        [typeof(OrdersPage)] = at => PortalUrls.Orders(at.Slug),
        [typeof(OrderPage)] = at => PortalUrls.Order(at.Slug, at.Order),
        [typeof(InventoryPage)] = at => PortalUrls.Inventory(at.Slug),
        [typeof(MovementsPage)] = at => PortalUrls.InventoryPage(at.Slug, "movements"),
        [typeof(InstallPage)] = at => PortalUrls.Install(at.Slug, at.Site),
        [typeof(ImportPage)] = at => PortalUrls.Import(at.Slug, at.Import),
    };

    /// <summary>The components that ask for feeds.</summary>
    public static IEnumerable<Type> Subscribers() =>
        typeof(LivePage).Assembly.GetTypes().Where(IsComponent).Where(type => Needs(type).Contains(typeof(StoreFeeds)));

    /// <summary>What a component asks for.</summary>
    public static IEnumerable<Type> Needs(Type component) =>
        component.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType)
        .Concat(component.GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public
            | System.Reflection.BindingFlags.NonPublic)
            .Where(property => property.IsDefined(typeof(InjectAttribute), inherit: true)).Select(property => property.PropertyType));

    public static bool IsComponent(Type type) => typeof(IComponent).IsAssignableFrom(type) && !type.IsAbstract;

    /// <summary>Names of the pages whose markup shows a part that subscribes, also by way of others.</summary>
    public static IReadOnlySet<string> PagesInSources()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Portal"), "*.razor", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith('_'))
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);
        var moving = Parts.Select(part => part.Name).ToHashSet(StringComparer.Ordinal);
        while (sources.Where(source => !moving.Contains(source.Key) && !IsPage(source.Value) && Shows(source.Value, moving))
            .Select(source => source.Key).ToList() is { Count: > 0 } more)
            moving.UnionWith(more);
        return sources.Where(source => IsPage(source.Value) && (moving.Contains(source.Key) || Shows(source.Value, moving)))
            .Select(source => source.Key).ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsPage(string source) => source.Contains("@page", StringComparison.Ordinal);

    private static bool Shows(string source, HashSet<string> parts) =>
        Elements().Matches(source).Any(match => parts.Contains(match.Groups[1].Value));

    [GeneratedRegex(@"<([A-Z]\w+)\b")]
    private static partial Regex Elements();
}
