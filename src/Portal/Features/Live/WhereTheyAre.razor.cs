using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Live;

namespace Portal.Features.Live;

/// <summary>Active visitors by country: a map, the largest beside it, and the same as a table.</summary>
public sealed partial class WhereTheyAre(IJSRuntime browser)
{
    private const int Shown = 7;

    private static readonly Dictionary<string, string> Names = new(Countries.All);

    private ElementReference _map;
    private IJSObjectReference? _script;
    private IReadOnlyList<CountryCount>? _drawn;
    private long _drawnAt;
    private bool _table;

    [Parameter, EditorRequired] public LiveSnapshot? Snapshot { get; set; }

    [Parameter, EditorRequired] public StoreClock Clock { get; set; } = null!;

    [Parameter, EditorRequired] public PanelState Waiting { get; set; } = PanelState.Loading;

    [Parameter] public EventCallback OnRetry { get; set; }

    private int Visitors => Snapshot!.Visitors.Active;

    private string? Summary => Snapshot is null
        ? null
        : $"{NumberFormat.Count(Visitors, "visitor", "visitors")}, "
            + $"{NumberFormat.Count(Snapshot.Countries.Count(c => c.Code is not null), "country", "countries")}";

    private string Words => "World map. " + string.Join(", ", Snapshot!.Countries.Take(Shown).Select(c => $"{Name(c)} {c.Visitors}"));

    private Bar[] Bars => [.. Snapshot!.Countries.Take(Shown).Select(c => new Bar(Name(c), c.Visitors, NumberFormat.Full(c.Visitors)))];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Once a second is enough for a map.
        var second = Snapshot?.AsOf.ToUnixTimeSeconds() ?? 0;
        if (_table || Snapshot is not { Countries.Count: > 0 } snapshot || ReferenceEquals(_drawn, snapshot.Countries)
            || second == _drawnAt)
        {
            return;
        }

        (_drawn, _drawnAt) = (snapshot.Countries, second);
        try
        {
            _script ??= await browser.InvokeAsync<IJSObjectReference>("import", "/dist/map.js");
            await _script.InvokeVoidAsync("draw", _map,
                snapshot.Countries.Where(c => c.Code is not null).Select(c => new { c.Code, Name = Name(c), c.Visitors }));
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the map with it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await RemoveAsync();
            if (_script is not null)
            {
                await _script.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone, and the map with it.
        }
    }

    private async Task ToggleAsync()
    {
        await RemoveAsync();
        _table = !_table;
        (_drawn, _drawnAt) = (null, 0);
    }

    private ValueTask RemoveAsync() => _script is null || _table ? default : _script.InvokeVoidAsync("dispose", _map);

    private static string Name(CountryCount country) =>
        country.Code is null ? "Unknown" : Names.GetValueOrDefault(country.Code, country.Code);
}
