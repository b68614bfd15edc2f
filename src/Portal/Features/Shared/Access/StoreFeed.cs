using Portal.Domain.Tenancy;

namespace Portal.Features.Shared.Access;

/// <summary>One subscription of an open page, which lets nothing pass without the right that it was opened with.</summary>
/// <param name="role">Null when there was no right to begin with.</param>
internal sealed class StoreFeed(CurrentAccess access, Guid tenantId, StoreRole? role, Action<StoreFeed> onEnd) : IDisposable
{
    private readonly Lock _lock = new();
    private IDisposable? _source;
    private bool _hasEnded;

    /// <summary>True while what comes may be shown.</summary>
    public bool IsOpen => !_hasEnded && role is { } granted && access.Covers(tenantId, granted);

    /// <summary>Hands something on, if it may be.</summary>
    public void Pass(Action show)
    {
        if (IsOpen)
            show();
    }

    /// <summary>Takes what has to be disposed at the end; at once when that has come already.</summary>
    public void Hold(IDisposable source)
    {
        lock (_lock)
        {
            if (!_hasEnded)
            {
                _source = source;
                return;
            }
        }

        source.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_hasEnded)
                return;
            _hasEnded = true;
        }

        _source?.Dispose();
        onEnd(this);
    }
}
