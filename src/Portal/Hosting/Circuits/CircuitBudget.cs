using Portal.Domain.Billing;

namespace Portal.Hosting.Circuits;

/// <summary>What one connection of a page may still send. Safe to use from several threads.</summary>
internal sealed class CircuitBudget(CircuitLimitOptions limits, TimeProvider time)
{
    // A whole message travels in one frame at the most; browsers send nothing smaller on their own but a ping now and then.
    private const int FramesPerMessage = 4;

    private readonly EventRate _messageRate = new(limits.MessagesPerSecond, limits.MessageBurst);
    private readonly EventRate _navigationRate = new(limits.NavigationsPerSecond, limits.NavigationBurst);
    private readonly EventRate _frameRate = new(limits.MessagesPerSecond * FramesPerMessage, limits.MessageBurst * FramesPerMessage);
    private readonly EventRate _byteRate = new(limits.KilobytesPerSecond * 1024, limits.KilobyteBurst * 1024);
    private readonly TokenBucket _messages = new(), _navigations = new(), _frames = new(), _bytes = new();

    /// <summary>True once the page was sent off.</summary>
    public bool IsSpent { get; set; }

    /// <summary>True when so many messages more are allowed now, which takes them.</summary>
    public bool TryTakeMessages(int messages) => _messages.TryTake(_messageRate, messages, time.GetUtcNow());

    /// <summary>True when one change of the address more is allowed now, which takes it.</summary>
    public bool TryTakeNavigation() => _navigations.TryTake(_navigationRate, 1, time.GetUtcNow());

    /// <summary>How long until the next change of the address is allowed.</summary>
    public TimeSpan UntilNavigation() => _navigations.Until(_navigationRate, 1, time.GetUtcNow());

    /// <summary>True when so many frames more are allowed now, which takes them.</summary>
    public bool TryTakeFrames(int frames) => frames == 0 || _frames.TryTake(_frameRate, frames, time.GetUtcNow());

    /// <summary>Takes bytes that have come.</summary>
    /// <returns>How long the next ones have to wait.</returns>
    public TimeSpan TakeBytes(int bytes)
    {
        var now = time.GetUtcNow();
        if (_bytes.TryTake(_byteRate, bytes, now))
            return TimeSpan.Zero;

        // No read takes more than a burst, so they can be taken after the wait.
        var wait = _bytes.Until(_byteRate, bytes, now);
        _bytes.PutBack(_byteRate, -bytes);
        return wait;
    }

    /// <summary>A piece of an upload was awaited, so it counts for nothing: its reader decides how fast it comes.</summary>
    public void Credit(int bytes)
    {
        _messages.PutBack(_messageRate, 1);
        _bytes.PutBack(_byteRate, bytes);
        _frames.PutBack(_frameRate, 1);
    }
}
