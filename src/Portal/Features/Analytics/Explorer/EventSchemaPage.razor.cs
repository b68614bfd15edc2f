using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics.Schema;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics.Explorer;

namespace Portal.Features.Analytics.Explorer;

/// <summary>What the events of a name carry: which properties, how often, of which types.</summary>
public sealed partial class EventSchemaPage(EventNameQueries names, EventSchemaQueries schemas)
{
    private EventSchema? _schema;

    [SupplyParameterFromQuery(Name = "name")] public string? NameInAddress { get; set; }

    protected override object? Asked => Name;

    private string? Name => string.IsNullOrWhiteSpace(NameInAddress) ? null : NameInAddress;

    private IReadOnlyList<Breadcrumb>? Crumbs => Name is null ? null :
    [
        new("Events", RangeParameters.With(PortalUrls.Events(Current.Slug), Range)),
        new("Schema", RangeParameters.With(PortalUrls.EventSchema(Current.Slug), Range)), new(Name),
    ];

    private IReadOnlyList<DataColumn<EventNameRow>> Columns =>
        [.. EventNameList.Columns(bots: false).Where(column => column.Key != "late")
            .Select(column => column.Key == "name" ? column with { Cell = NameCell } : column)];

    private string? Sampled => _schema switch
    {
        null => null,
        { Events: EventSchemaQueries.Sample } => $"of the latest {NumberFormat.Full(EventSchemaQueries.Sample)} events in these days",
        _ => $"of {NumberFormat.Count(_schema.Events, "event", "events")} in these days",
    };

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _schema = Name is null ? null : await schemas.ReadAsync(new(Current.TenantId, Range, Name), cancellationToken);
        return _schema is null or { Properties.Count: > 0 };
    }

    private Task<TablePage<EventNameRow>> PageAsync(TableQuery query, CancellationToken cancellationToken) =>
        names.PageAsync(Current.TenantId, Range, query, cancellationToken);
}
