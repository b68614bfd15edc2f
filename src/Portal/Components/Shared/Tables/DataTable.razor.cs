using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Shared.Tables;

namespace Portal.Components.Shared.Tables;

/// <summary>A list with paging, sorting and filtering done by <see cref="Load"/>. The address holds its whole state.</summary>
public sealed partial class DataTable<TRow>(NavigationManager address, TimeProvider time, ILoggerFactory logs) : IDisposable
{
    private readonly Dictionary<object, TRow> _selected = [];
    private readonly Debouncer _pace = new(time);
    private TableView _view = new(TableQuery.First, null, false);
    private IReadOnlyList<DataColumn<TRow>> _shown = [];
    private TablePage<TRow>? _page;
    private PanelState.FailedState? _failure;
    private CancellationTokenSource? _load;
    private string? _loadedFor;
    private bool _loading, _isDisposed;

    /// <summary>What the list is of, for screen readers: “Orders”.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter, EditorRequired] public IReadOnlyList<DataColumn<TRow>> Columns { get; set; } = [];

    [Parameter, EditorRequired] public Func<TableQuery, CancellationToken, Task<TablePage<TRow>>> Load { get; set; } = null!;

    /// <summary>What tells rows apart.</summary>
    [Parameter, EditorRequired] public Func<TRow, object> Key { get; set; } = null!;

    /// <summary>The order and page size of an address without any.</summary>
    [Parameter] public TableQuery Default { get; set; } = TableQuery.First;

    /// <summary>The rows are read again when this changes.</summary>
    [Parameter] public int Version { get; set; }

    [Parameter] public bool Searchable { get; set; }

    [Parameter] public string SearchHint { get; set; } = "Search";

    /// <summary>Offers column choice, order and row height.</summary>
    [Parameter] public bool Choosable { get; set; } = true;

    /// <summary>The download's address as CSV; it gets this list's parameters, so that it writes exactly what is shown.</summary>
    [Parameter] public string? ExportUrl { get; set; }

    /// <summary>Actions for the selected rows; with it rows can be selected.</summary>
    [Parameter] public RenderFragment<IReadOnlyList<TRow>>? Bulk { get; set; }

    [Parameter] public RenderFragment? Toolbar { get; set; }

    /// <summary>Figures of the whole list above the rows.</summary>
    [Parameter] public RenderFragment? Summary { get; set; }

    [Parameter] public RenderFragment? EmptyContent { get; set; }

    private bool Selectable => Bulk is not null;

    private IEnumerable<DataColumn<TRow>> Filterable => Columns.Where(column => column.FilterValues is not null);

    private bool AllSelected => _page is not null && _page.Rows.All(row => _selected.ContainsKey(Key(row)));

    private string ExportAddress => QueryHelpers.AddQueryString(
        ExportUrl!, (_view with { Columns = [.. _shown.Select(column => column.Key)] }).Write(Default)
            .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));

    /// <summary>Loads the same page again, after rows changed.</summary>
    public Task ReloadAsync()
    {
        _loadedFor = null;
        return LoadAsync();
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override void OnInitialized() => address.LocationChanged += OnLocationChanged;

    public void Dispose()
    {
        address.LocationChanged -= OnLocationChanged;
        _load?.Cancel();
        _load?.Dispose();
        _isDisposed = true;
    }

    private void OnLocationChanged(object? sender, Microsoft.AspNetCore.Components.Routing.LocationChangedEventArgs change) =>
        _ = InvokeAsync(async () =>
        {
            await LoadAsync();
            StateHasChanged();
        });

    private async Task LoadAsync()
    {
        // A page may be taken away while it still deals with a press.
        if (_isDisposed)
            return;
        var uri = new Uri(address.Uri);
        _view = TableParameters.Read(uri, Default);
        _shown = Arrange(_view.Columns);
        var loadFor = $"{Version}:{string.Join('&', (_view with { Columns = null, Compact = false }).Write(Default))}";
        if (_loadedFor == loadFor)
            return;
        _loadedFor = loadFor;
        _load?.Cancel();
        _load?.Dispose();
        var cancel = (_load = new CancellationTokenSource()).Token;
        (_loading, _failure) = (true, null);
        StateHasChanged();
        try
        {
            await _pace.NextAsync(cancel);
            var page = await Load(_view.Query, cancel);
            if (!cancel.IsCancellationRequested)
                _page = page;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // A list that fails shows it and lets the rest of the page live.
        catch (Exception failure) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _failure = Failures.Show(logs.CreateLogger<DataTable<TRow>>(), failure, "The list could not be read.");
        }
        if (!cancel.IsCancellationRequested)
            _loading = false;
    }

    private IReadOnlyList<DataColumn<TRow>> Arrange(IReadOnlyList<string>? keys) => keys is null
        ? [.. Columns.Where(column => !column.Hidden)]
        : [.. Columns.Where(column => column.Locked),
            .. keys.Select(key => Columns.FirstOrDefault(column => column.Key == key && !column.Locked)).OfType<DataColumn<TRow>>()
            .Distinct()];

    private Task GoAsync(TableQuery query) => GoAsync(_view with { Query = query });

    private Task GoAsync(TableView view)
    {
        address.NavigateTo(TableParameters.Write(new Uri(address.Uri), view, Default), replace: true);
        return Task.CompletedTask;
    }

    private Task SearchAsync(ChangeEventArgs change) =>
        GoAsync(_view.Query with { Page = 1, Search = change.Value?.ToString() is { Length: > 0 } text ? text : null });

    private Task SortAsync(DataColumn<TRow> column) => GoAsync(_view.Query with
    {
        Page = 1,
        Sort = column.Key,
        Descending = _view.Query.Sort == column.Key ? !_view.Query.Descending : column.Number,
    });

    private Task AddAsync(TableFilter filter) =>
        GoAsync(_view.Query with { Page = 1, Filters = [.. _view.Query.Filters.Where(known => known.Column != filter.Column), filter] });

    private Task RemoveAsync(TableFilter filter) =>
        GoAsync(_view.Query with { Page = 1, Filters = [.. _view.Query.Filters.Where(known => known != filter)] });

    private Task ClearAsync() => GoAsync(_view.Query with { Page = 1, Filters = [], Search = null });

    private Task ShowAsync(IReadOnlyList<string>? columns) => GoAsync(_view with { Columns = columns });

    private Task ToggleCompactAsync() => GoAsync(_view with { Compact = !_view.Compact });

    private void Select(TRow row, bool on)
    {
        if (on)
            _selected[Key(row)] = row;
        else
            _selected.Remove(Key(row));
    }

    private void SelectAll(ChangeEventArgs change)
    {
        foreach (var row in _page!.Rows)
            Select(row, change.Value is true);
    }

    private string? SortOf(DataColumn<TRow> column) =>
        !column.Sortable ? null : _view.Query.Sort != column.Key ? "none" : _view.Query.Descending ? "descending" : "ascending";

    private string Words(TableFilter filter)
    {
        var title = Columns.FirstOrDefault(column => column.Key == filter.Column)?.Title ?? filter.Column;
        var values = string.Join(", ", filter.Values);
        return filter.Operator switch
        {
            TableOperator.Is => $"{title}: {values}",
            TableOperator.IsNot => $"{title} is not {values}",
            TableOperator.Contains => $"{title} contains {values}",
            _ => throw new InvalidOperationException($"Unknown operator {filter.Operator}."),
        };
    }
}
