using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Events;

/// <summary>
/// Hears from the database when any node changes a key, a site or a store, and lets <see cref="EventSources"/> forget;
/// after a gap, of which nothing is known, too.
/// </summary>
internal sealed class EventSourcesListener(
    PortalDatabase database, EventSources sources, TimeProvider time, ILogger<EventSourcesListener> logger) : BackgroundService
{
    private readonly NoticeLine _line = new(database, time, logger);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _line.ListenAsync("write_keys_changed", _ => Forget(), (_, _) => Forget(), stoppingToken);

    private Task Forget()
    {
        sources.Clear();
        return Task.CompletedTask;
    }
}
