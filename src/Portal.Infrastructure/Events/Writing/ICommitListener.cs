namespace Portal.Infrastructure.Events.Writing;

/// <summary>Is told of each commit on the writer's thread, before the senders are answered; must be quick and not throw.</summary>
internal interface ICommitListener
{
    void OnCommitted(IReadOnlyList<IngestRequest> group);
}
