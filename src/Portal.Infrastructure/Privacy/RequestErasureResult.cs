namespace Portal.Infrastructure.Privacy;

/// <summary>What became of a request to forget a visitor.</summary>
public abstract record RequestErasureResult
{
    private RequestErasureResult()
    {
    }

    /// <summary>It will be done within minutes.</summary>
    public sealed record Accepted(Guid Id) : RequestErasureResult;

    /// <summary>Nobody is known by that id.</summary>
    public sealed record Unknown : RequestErasureResult;
}
