using Portal.Domain.Shared.Text;

namespace Portal.Infrastructure.Events.IngestHealth;

/// <summary>
/// Counts what became of requests, by store and hour, until it is written down. Bounded: stores are those whose key was known,
/// codes those of the contract, and when the database is away for so long that there is no more room, new hours go uncounted.
/// </summary>
internal sealed class IngestCounter(TimeProvider time)
{
    private const int MaxRows = 50_000;
    private const int LongestMessage = 200;

    private readonly Lock _lock = new();
    private IngestCounts _counts = new();

    /// <summary>Counts a request that got this answer.</summary>
    /// <param name="messages">Messages in it; 0 when it was not read so far.</param>
    public void Record(EventSource source, IngestResult result, int messages)
    {
        var now = time.GetUtcNow();
        var hour = (source.TenantId, now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerHour)));
        lock (_lock)
        {
            if (_counts.Rows >= MaxRows)
            {
                return;
            }

            switch (result)
            {
                case IngestResult.Stored stored:
                    _counts.AddStored(hour, stored, now);
                    break;
                case IngestResult.AllRejected all:
                    _counts.AddRejected(hour, all.Rejected, now);
                    break;
                default:
                    _counts.AddRefused(hour, result.Code!, ShortText.Of(result.Reason!, LongestMessage), messages, now);
                    break;
            }
        }
    }

    /// <summary>Hands over what was counted since the last time; null when that is nothing.</summary>
    public IngestCounts? Take()
    {
        lock (_lock)
        {
            if (_counts.Rows == 0)
            {
                return null;
            }

            var taken = _counts;
            _counts = new();
            return taken;
        }
    }

    /// <summary>Takes back what could not be written.</summary>
    public void Return(IngestCounts counts)
    {
        lock (_lock)
        {
            counts.Add(_counts);
            _counts = counts;
        }
    }

}
