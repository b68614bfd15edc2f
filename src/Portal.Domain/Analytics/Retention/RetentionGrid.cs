namespace Portal.Domain.Analytics.Retention;

/// <summary>How many of each cohort came back.</summary>
/// <param name="Cohorts">The earliest first; one without people is left out.</param>
/// <param name="All">All cohorts together, each counted in the periods it has lived through.</param>
public sealed record RetentionGrid(IReadOnlyList<RetentionCohort> Cohorts, IReadOnlyList<RetentionCell> All)
{
    /// <summary>Puts counted people into a grid.</summary>
    /// <param name="counts">People by the first day of their cohort and by age; unbounded retention wants them at their last age
    /// alone.</param>
    /// <param name="today">The store's; later periods are not there yet, the one it lies in is unfinished.</param>
    public static RetentionGrid Of(RetentionQuestion question, IEnumerable<(DateOnly Cohort, int Age, long People)> counts, DateOnly today)
    {
        var cohorts = counts.GroupBy(count => count.Cohort).OrderBy(group => group.Key)
            .Select(group => Cohort(question, group.Key, group.GroupBy(c => c.Age).ToDictionary(c => c.Key, c => c.Sum(n => n.People)),
                today)).ToList();
        var ages = cohorts.Select(cohort => cohort.Cells.Count).DefaultIfEmpty().Max();
        return new(cohorts, [.. Enumerable.Range(0, ages).Select(age => Sum(cohorts, age))]);
    }

    private static RetentionCohort Cohort(RetentionQuestion question, DateOnly start, Dictionary<int, long> byAge, DateOnly today)
    {
        var lived = Math.Min(question.MaxAges, (question.StartOf(today).DayNumber - start.DayNumber) / question.Length);
        var people = question.Kind == RetentionKind.Unbounded ? byAge.Values.Sum() : byAge.GetValueOrDefault(0);
        var cells = Enumerable.Range(0, lived + 1).Select(age => new RetentionCell(
            people,
            question.Kind == RetentionKind.Unbounded ? byAge.Where(pair => pair.Key >= age).Sum(pair => pair.Value)
                : byAge.GetValueOrDefault(age),
            start.AddDays(age * question.Length + question.Length - 1) >= today));
        return new(start, people, [.. cells]);
    }

    // A period that is not over for one cohort would pull the others' share down.
    private static RetentionCell Sum(IReadOnlyList<RetentionCohort> cohorts, int age)
    {
        var cells = cohorts.Where(cohort => cohort.Cells.Count > age).Select(cohort => cohort.Cells[age]).ToList();
        var finished = cells.Where(cell => !cell.IsUnfinished).ToList();
        var summed = finished.Count > 0 ? finished : cells;
        return new(summed.Sum(cell => cell.People), summed.Sum(cell => cell.Back), finished.Count == 0);
    }
}

/// <summary>People with the same first period.</summary>
/// <param name="Start">Its first day.</param>
/// <param name="Cells">By age: 0 is the first period itself.</param>
public sealed record RetentionCohort(DateOnly Start, long People, IReadOnlyList<RetentionCell> Cells);

/// <summary>A cohort in one period of its life.</summary>
/// <param name="People">Of the cohort.</param>
/// <param name="Back">Of those, who came back.</param>
/// <param name="IsUnfinished">The period is not over yet.</param>
public sealed record RetentionCell(long People, long Back, bool IsUnfinished)
{
    /// <summary>Those who came back divided by the cohort.</summary>
    public decimal? Share => People == 0 ? null : (decimal)Back / People;
}
