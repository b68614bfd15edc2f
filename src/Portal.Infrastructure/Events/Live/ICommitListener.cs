using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events.Live;

/// <summary>Is told of each commit on the writer's thread, before the senders are answered; must be quick and not throw.</summary>
internal interface ICommitListener
{
    void OnCommitted(IReadOnlyList<IngestRequest> group);
}
