using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Infrastructure.Analytics.Visitors;

namespace Portal.Features.Analytics.Visitors;

/// <summary>A session, an order, or a day without a session.</summary>
public sealed partial class VisitorEntryLine(VisitorEventQueries queries, ILogger<VisitorEntryLine> logger)
{
    private IReadOnlyList<EventRecord>? _events;
    private PanelState.FailedState? _failure;
    private bool _isOpen;

    [Parameter, EditorRequired] public VisitorEntry Entry { get; set; } = null!;

    [Parameter, EditorRequired] public StoreClock Clock { get; set; } = null!;

    /// <summary>Whether personal data may be read.</summary>
    [Parameter] public bool IsPlain { get; set; }

    [Parameter] public EventCallback<EventRecord> OnOpen { get; set; }

    [CascadingParameter] public CurrentStore Store { get; set; } = null!;

    private string Kind => Entry.GetType().Name.ToLowerInvariant();

    private string Icon => Entry switch
    {
        VisitorEntry.Order => "shopping_bag",
        VisitorEntry.Session { OrderEvents: > 0 } => "shopping_cart",
        VisitorEntry.Session => "visibility",
        _ => "deployed_code",
    };

    private bool IsBot => Entry is VisitorEntry.Session { IsBot: true } or VisitorEntry.Sessionless { IsBot: true };

    private string Title => Entry switch
    {
        VisitorEntry.Session session =>
            $"{(session.IsNew ? "First session" : "Session")}, "
                + $"{DurationFormat.Brief((decimal)(session.EndedAt - session.At).TotalSeconds)}",
        VisitorEntry.Order order => $"Order {order.OrderId}, {MoneyFormat.Full(order.Revenue, Store.Currency)}",
        _ => "Events without a session",
    };

    private string? Detail => Entry switch
    {
        VisitorEntry.Session session => string.Join(" · ", new[]
        {
            VisitorFormatter.Join(VisitorFormatter.Channel(session.Channel), session.Source, session.Campaign),
            VisitorFormatter.Join(Count(session.Events, "event"), Count(session.Pageviews, "page view"),
                Count(session.ProductViews, "product"), Count(session.CartAdds, "cart add")),
            session.LandingPath is null ? null : session.ExitPath is null
                || session.ExitPath == session.LandingPath ? session.LandingPath : $"{session.LandingPath} to {session.ExitPath}",
            VisitorFormatter.Join(session.Device, session.Browser, session.Os), VisitorFormatter.Join(session.City, session.Country),
        }.Where(part => part is not null)),
        VisitorEntry.Order order => string.Join(" · ", new[]
        {
            $"{NumberFormat.Full(order.Units, order.Units % 1 == 0 ? 0 : 2)} {(order.Units == 1 ? "unit" : "units")}",
            order.Channel is { } channel ? "credited to " + VisitorFormatter.Join(VisitorFormatter.Channel(channel), order.Campaign)
                : "credited to no session",
        }),
        _ => "Sent by a server, or by a page without an anonymous id",
    };

    private Task ToggleAsync()
    {
        _isOpen = !_isOpen;
        return _isOpen && _events is null ? ReadAsync() : Task.CompletedTask;
    }

    private async Task ReadAsync()
    {
        _failure = null;
        _failure = await Failures.ReadAsync(logger, "The events could not be read.", async () =>
        {
            _events = Entry switch
            {
                VisitorEntry.Session session =>
                    await queries.OfSessionAsync(Store, session.Visitor, session.At, session.IsBot, CancellationToken.None),
                VisitorEntry.Sessionless day => await queries.OfDayAsync(Store, day.Visitor, day.Day, day.IsBot, CancellationToken.None),
                _ => [],
            };
        });
    }

    private static string? Count(int count, string noun) => count == 0 ? null : NumberFormat.Count(count, noun, noun + "s");
}
