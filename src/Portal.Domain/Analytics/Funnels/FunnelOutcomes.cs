using System.Runtime.InteropServices;

namespace Portal.Domain.Analytics.Funnels;

/// <summary>How far each person came in a funnel, in columns: about 17 bytes for each of them, and 8 for each further step.</summary>
/// <param name="names">As in <see cref="StepChain"/>.</param>
/// <param name="window">In the unit of the events' instants.</param>
public sealed class FunnelOutcomes(IReadOnlyList<int> names, long window)
{
    private readonly StepChain _chain = new(names, window);
    private readonly List<long> _people = [];
    private readonly List<long> _starts = [];
    private readonly List<byte> _reached = [];
    private readonly List<long> _gaps = [];

    /// <summary>People who took the first step.</summary>
    public int Count => _people.Count;

    /// <summary>The people, one entry each.</summary>
    public ReadOnlySpan<long> People => CollectionsMarshal.AsSpan(_people);

    /// <summary>When each took the first step of the chain that counts.</summary>
    public ReadOnlySpan<long> Starts => CollectionsMarshal.AsSpan(_starts);

    /// <summary>How many steps each took.</summary>
    public ReadOnlySpan<byte> Reached => CollectionsMarshal.AsSpan(_reached);

    /// <summary>The times between steps, person after person: one less than the steps each took.</summary>
    public ReadOnlySpan<long> Gaps => CollectionsMarshal.AsSpan(_gaps);

    /// <summary>Finds how far everybody came whose events were gathered in parts.</summary>
    /// <param name="names">As in <see cref="StepChain"/>.</param>
    /// <param name="window">In the unit of the events' instants.</param>
    /// <param name="threads">That work on it.</param>
    public static FunnelOutcomes Of(
        IReadOnlyList<KeyBuckets<StepEvent>> parts, IReadOnlyList<int> names, long window, int threads, CancellationToken cancellationToken)
    {
        var outcomes = Enumerable.Range(0, threads).Select(_ => new FunnelOutcomes(names, window)).ToArray();
        parts.Visit(threads, (thread, events) => outcomes[thread].Add(events), cancellationToken);
        foreach (var others in outcomes.Skip(1))
            outcomes[0].Add(others);
        return outcomes[0];
    }

    /// <summary>Counts people whose events are all here.</summary>
    /// <param name="events">In order.</param>
    public void Add(ReadOnlySpan<StepEvent> events)
    {
        while (events.Length > 0)
        {
            var person = events[0].Person;
            var count = 1;
            while (count < events.Length && events[count].Person == person)
                count++;
            Add(person, events[..count]);
            events = events[count..];
        }
    }

    /// <summary>Takes over what another part of the work counted, of other people.</summary>
    public void Add(FunnelOutcomes others)
    {
        _people.AddRange(others.People);
        _starts.AddRange(others.Starts);
        _reached.AddRange(others.Reached);
        _gaps.AddRange(others.Gaps);
    }

    private void Add(long person, ReadOnlySpan<StepEvent> events)
    {
        var reached = _chain.Find(events);
        if (reached == 0)
            return;
        var instants = _chain.Instants[..reached];
        _people.Add(person);
        _starts.Add(instants[0]);
        _reached.Add((byte)reached);
        for (var step = 1; step < reached; step++)
            _gaps.Add(instants[step] - instants[step - 1]);
    }
}
