using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.ExchangeRates;
using Portal.Infrastructure.Imports;

namespace Portal.Features.ExchangeRates;

/// <summary>What other currencies are worth day by day, where that comes from, and what waits to know it.</summary>
public sealed partial class ExchangeRatesPage(
    ExchangeRateQueries rates, ExchangeRateFeed feed, RetryRejected retry, IOptions<ExchangeRateOptions> options, StoreRights rights,
    SignedInName person, NavigationManager address, ILogger<ExchangeRatesPage> logger)
{
    private readonly bool _isOn = options.Value.Address.Length > 0;
    private IReadOnlyList<DataColumn<ExchangeRate>> _columns = [];
    private IReadOnlyList<WaitingRows> _waiting = [];
    private PanelState _state = PanelState.Loading;
    private ExchangeRateForm? _stating;
    private FeedState? _feed;
    private int _version;
    private bool _mayManage;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    private StoreClock Clock => StoreClock.For(Current.TimeZone);

    protected override async Task OnInitializedAsync()
    {
        _columns = ExchangeRateList.Columns(Current);
        _mayManage = await rights.AllowAsync(Current, ExchangeRatePolicies.CanManage);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _state = await Failures.ReadAsync(logger, "The rates could not be read.", async () =>
        {
            _waiting = await rates.WaitingAsync(Current.TenantId);
            _feed = await feed.FindAsync();
            _state = PanelState.Ready;
            _version++;
        }) ?? _state;
    }

    private void State(WaitingRows rows) =>
        _stating = new() { Currency = rows.Currency, Day = rows.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };

    private async Task RetryAsync(WaitingRows rows)
    {
        if (!await rights.MayChangeAsync(Current, ExchangeRatePolicies.CanManage, "import the waiting rows again"))
            return;
        if (await retry.RunAsync(Current.TenantId, rows.ImportId, await person.FindAsync()) is { } import)
            address.NavigateTo(PortalUrls.Import(Current.Slug, import));
        else
            await LoadAsync();
    }

    private Task SavedAsync()
    {
        _stating = null;
        return LoadAsync();
    }

    private static string Days(WaitingRows rows) => rows.From == rows.To ? Day(rows.From) : $"{Day(rows.From)} – {Day(rows.To)}";

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
