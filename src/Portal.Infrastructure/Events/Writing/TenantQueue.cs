namespace Portal.Infrastructure.Events.Writing;

/// <summary>One store's requests in the order they came, with what its turn still allows. Guarded by the queue's lock.</summary>
internal sealed class TenantQueue
{
    private readonly Queue<IngestRequest> _requests = new();

    public Guid TenantId { get; set; }

    public int Count => _requests.Count;

    public long Bytes { get; private set; }

    /// <summary>Events that its present turn still allows.</summary>
    public int Allowance { get; set; }

    public IngestRequest First => _requests.Peek();

    public void Add(IngestRequest request)
    {
        _requests.Enqueue(request);
        Bytes += request.Rows.Length;
    }

    public IngestRequest Take()
    {
        var request = _requests.Dequeue();
        Bytes -= request.Rows.Length;
        return request;
    }
}
