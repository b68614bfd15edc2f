using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Operations.Background;
using Portal.Infrastructure.Operations.Database;

namespace Portal.Infrastructure.Events;

/// <summary>
/// Hears from the database when any node changes a key, a site or a store, and lets <see cref="EventSources"/> forget;
/// after a gap, of which nothing is known, too.
/// </summary>
internal sealed class EventSourcesListener(
    PortalDatabase database, EventSources sources, Supervision supervision, ILogger<EventSourcesListener> logger)
    : SupervisedService(supervision)
{
    protected override Task RunAsync(CancellationToken stoppingToken) =>
        new PostgresListener(database, Time, logger, State)
            .ListenAsync("write_keys_changed", _ => Forget(), (_, _) => Forget(), stoppingToken);

    private Task Forget()
    {
        sources.Clear();
        return Task.CompletedTask;
    }
}
