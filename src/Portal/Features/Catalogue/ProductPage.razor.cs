using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Catalogue;
using Portal.Infrastructure.Sales.Products;

namespace Portal.Features.Catalogue;

/// <summary>One product: its variants, prices, stock, sales and what customers say.</summary>
public sealed partial class ProductPage(
    CatalogueQueries catalogue, ProductSalesQueries products, PriceChangeQueries changes, StoreRights rights, TimeProvider time,
    ILogger<ProductPage> logger)
{
    private const string ChosenName = "sku";
    private const int MaxChanges = 6;

    private ProductDetails? _product;
    private ProductVariant? _shown;
    private IReadOnlyList<LocationStock> _stock = [];
    private IReadOnlyList<ProductReview> _reviews = [];
    private IReadOnlyList<PriceChangeRow> _changes = [];
    private ChartOptions? _prices;
    private ProductFigures _sales = ProductFigures.None;
    private ProductFigures _salesBefore = ProductFigures.None;
    private IReadOnlyList<ProductDay> _days = [];
    private DateOnly _today;
    private VariantForm? _editing;
    private PanelState _state = PanelState.Loading;
    private bool _mayEdit;

    [Parameter] public string Store { get; set; } = "";

    /// <summary>The shop's own id of it.</summary>
    [Parameter] public string Product { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    [SupplyParameterFromQuery(Name = ChosenName)] public string? SkuInAddress { get; set; }

    private string? Context =>
        _product is null ? null : string.Join(", ", new[] { _product.Key, _product.Category, _product.Brand }.OfType<string>());

    protected override async Task OnParametersSetAsync()
    {
        _mayEdit = await rights.AllowAsync(Current, CataloguePolicies.CanEdit);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _state = await Failures.ReadAsync(logger, "The product could not be read.", async () =>
        {
            _product = await catalogue.FindAsync(Current.TenantId, Product);
            if (_product is not null)
                await ReadAsync(_product);
            _state = _product is null ? PanelState.Empty : PanelState.Ready;
        }) ?? _state;
    }

    private async Task ReadAsync(ProductDetails product)
    {
        var clock = StoreClock.For(Current.TimeZone);
        _today = clock.Day(time.GetUtcNow());
        var range = new DayRange(_today.AddDays(1 - ProductCharts.Days), _today);
        _shown = product.Variants.FirstOrDefault(variant => variant.Sku == SkuInAddress)
            ?? (product.Variants.Count > 0 ? product.Variants[0] : null);
        _stock = await catalogue.StockAsync(Current.TenantId, product.Id);
        _reviews = await catalogue.ReviewsAsync(Current.TenantId, product.Id);
        _sales = await products.OneAsync(Current.TenantId, product.Key, range, AccountingBasis.Event);
        _salesBefore = await products.OneAsync(Current.TenantId, product.Key, range.Before, AccountingBasis.Event);
        _days = await products.DaysAsync(Current.TenantId, product.Key, range, AccountingBasis.Event);
        _changes = _shown is null ? [] : (await changes.ListAsync(Current, PriceChangeList.Default with { Size = MaxChanges },
            _shown.Id)).Rows;
        var history = _shown is null ? [] : await catalogue.HistoryAsync(Current.TenantId, _shown.Id);
        _prices = history.Count == 0 ? null : ProductCharts.Prices(_shown!, history, clock, _today);
    }

    private string Href(ProductVariant variant) =>
        $"{PortalUrls.Product(Current.Slug, Product)}?{ChosenName}={Uri.EscapeDataString(variant.Sku)}";

    private string Day(DateTimeOffset at) => StoreClock.For(Current.TimeZone).Day(at).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static string Stars(int rating) => new string('★', rating) + new string('☆', 5 - rating);

    private async Task SavedAsync()
    {
        _editing = null;
        await LoadAsync();
    }
}
