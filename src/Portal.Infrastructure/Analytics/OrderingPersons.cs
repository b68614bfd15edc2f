using System.Runtime.InteropServices;
using Portal.Domain.Analytics.Retention;

namespace Portal.Infrastructure.Analytics;

/// <summary>Who ordered on each day, as bytes of a day: the persons, each once, the smallest number first.</summary>
internal static class OrderingPersons
{
    // Persons are hashes, so slices of their numbers are about as large as each other; memory is that of one.
    private const int Slices = 16;

    /// <summary>Writes a day.</summary>
    /// <param name="persons">In ascending order.</param>
    public static byte[] Write(List<long> persons) => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(persons)).ToArray();

    /// <summary>
    /// Counts people by the period of their first order and by the periods they ordered in; for unbounded retention by the
    /// last of these alone.
    /// </summary>
    /// <param name="days">All days from the store's first order on.</param>
    /// <param name="from">The earliest first order that counts.</param>
    /// <param name="to">The latest one.</param>
    public static Dictionary<(DateOnly Since, DateOnly Period), long> Count(
        IReadOnlyDictionary<DateOnly, byte[]> days, RetentionQuestion question, DateOnly from, DateOnly to)
    {
        var lives = days.OrderBy(day => day.Key).Select(day => new Day(question.StartOf(day.Key), day.Value)).ToList();
        var (cells, persons) = (new Dictionary<(DateOnly, DateOnly), long>(), new Dictionary<long, (DateOnly Since, DateOnly Last)>());
        var (first, last) = (question.StartOf(from), question.StartOf(to));
        for (var slice = 1; slice <= Slices; slice++)
        {
            var upTo = slice == Slices ? long.MaxValue
                : (long)((Int128)long.MinValue + (((Int128)ulong.MaxValue + 1) / Slices * slice) - 1);
            foreach (var day in lives)
            {
                foreach (var person in day.Take(upTo))
                {
                    ref var life = ref CollectionsMarshal.GetValueRefOrAddDefault(persons, person, out var isKnown);
                    if (isKnown && life.Last == day.Period)
                        continue;

                    life = (isKnown ? life.Since : day.Period, day.Period);
                    if (question.Kind == RetentionKind.Exact && life.Since >= first && life.Since <= last)
                        CollectionsMarshal.GetValueRefOrAddDefault(cells, life, out _)++;
                }
            }

            if (question.Kind == RetentionKind.Unbounded)
            {
                foreach (var life in persons.Values.Where(life => life.Since >= first && life.Since <= last))
                    CollectionsMarshal.GetValueRefOrAddDefault(cells, life, out _)++;
            }

            persons.Clear();
        }

        return cells;
    }

    private sealed class Day(DateOnly period, byte[] persons)
    {
        private int _at;

        public DateOnly Period => period;

        // The next persons, up to and with a number.
        public ReadOnlySpan<long> Take(long upTo)
        {
            var left = MemoryMarshal.Cast<byte, long>(persons)[_at..];
            var end = 0;
            while (end < left.Length && left[end] <= upTo)
                end++;
            _at += end;
            return left[..end];
        }
    }
}
