using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Infrastructure.Exports;

namespace Portal.Components.Shared.Charts;

/// <summary>Draws <see cref="ChartOptions"/> with ApexCharts, and shows the same numbers as a table.</summary>
public sealed partial class Chart(IJSRuntime browser)
{
    private ElementReference _plot;
    private IJSObjectReference? _script;
    private DotNetObjectReference<Chart>? _self;
    private ChartOptions? _drawn;
    private bool _table;

    [Parameter, EditorRequired] public ChartOptions Options { get; set; } = null!;

    /// <summary>A press on a point, to drill down.</summary>
    [Parameter] public EventCallback<ChartPoint> OnChosen { get; set; }

    /// <summary>Where the report behind the chart is downloaded, as CSV; without one the chart's own figures are.</summary>
    [Parameter] public string? ExportUrl { get; set; }

    private string Unit => (Options.Prefix + Options.Suffix).Trim() is { Length: > 0 } unit ? ", " + unit : "";

    [JSInvokable]
    public Task ChosenAsync(int series, int point) =>
        series >= 0 && series < Options.Series.Count && point >= 0 && point < Options.Categories.Count
            ? OnChosen.InvokeAsync(new ChartPoint(Options.Series[series], point, Options.Categories[point]))
            : Task.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_table || ReferenceEquals(_drawn, Options))
            return;
        _drawn = Options;
        var script = await ScriptAsync();
        _self ??= OnChosen.HasDelegate ? DotNetObjectReference.Create(this) : null;
        await script.InvokeVoidAsync("draw", _plot, Data(), _self);
    }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_script is null)
            return;
        try
        {
            if (!_table)
                await _script.InvokeVoidAsync("dispose", _plot);
            await _script.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone or answers no more, and the chart with it.
        }
    }

    private async Task ToggleTableAsync()
    {
        if (!_table && _script is not null)
            await _script.InvokeVoidAsync("dispose", _plot);
        _table = !_table;
        _drawn = null;
    }

    private async Task SavePngAsync() => await (await ScriptAsync()).InvokeVoidAsync("savePng", _plot, Options.FileName);

    // A chart has a few hundred points, so its file may be held; the reports and lists beside it are streamed.
    private async Task SaveFileAsync(ExportFormat format)
    {
        await using var file = new MemoryStream();
        await TableFiles.WriteAsync(file, format, Options.FileName, FileColumns(), Rows(), CancellationToken.None);
        file.Position = 0;
        using var content = new DotNetStreamReference(file);
        await (await ScriptAsync()).InvokeVoidAsync("saveFile", content, $"{Options.FileName}.{ExportFormats.Ending(format)}",
            ExportFormats.ContentType(format));
    }

    private FileColumn[] FileColumns() =>
        [new(Options.CategoryTitle, Options.CategoryTitle),
        .. Options.Series.Select(series => new FileColumn(series.Name, series.Name + Unit))];

    private IAsyncEnumerable<IReadOnlyList<object?>> Rows() => Options.Categories
        .Select((category, row) => (IReadOnlyList<object?>)[category, .. Options.Series.Select(series => (object?)At(series, row))])
            .ToAsyncEnumerable();

    private static string Name(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "CSV",
        ExportFormat.Xlsx => "Excel workbook",
        ExportFormat.Json => "JSON",
        _ => throw new InvalidOperationException($"Unknown format {format}."),
    };

    private async Task<IJSObjectReference> ScriptAsync() =>
        _script ??= await browser.InvokeAsync<IJSObjectReference>("import", "/dist/chart.js");

    private object Data() => new
    {
        Kind = Options.Kind.ToString().ToLowerInvariant(),
        Options.Label,
        Options.Categories,
        Series = Options.Series.Select(series => new
        {
            series.Name,
            Color = series.Token,
            series.Values,
            Role = series.Role.ToString().ToLowerInvariant(),
        }),
        Options.Prefix,
        Options.Suffix,
        Options.Decimals,
        Options.Height,
        Options.Unfinished,
        Options.LastLabel,
    };

    private static decimal? At(ChartSeries series, int index) => index < series.Values.Count ? series.Values[index] : null;

    private string Mark(ChartSeries series) => series.Role switch
    {
        SeriesRole.Previous => "faint",
        SeriesRole.Goal or SeriesRole.Forecast => "dashed",
        _ => Options.Kind is ChartKind.Bar or ChartKind.Stacked ? "block" : "",
    };
}
