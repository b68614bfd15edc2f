namespace Portal.Components.Shared;

/// <summary>
/// Keys of a list whose items come from a shop. A page may not hold two siblings of one key, and what a shop sends as an id may come
/// twice: the second one is told apart by its number.
/// </summary>
public static class UniqueKeys
{
    /// <param name="key">What tells most items apart; equal keys are numbered in their order.</param>
    /// <returns>The items in their order, each with a key that no other has.</returns>
    public static IEnumerable<(T Item, object Key)> Of<T>(IEnumerable<T> items, Func<T, object> key)
    {
        var seen = new Dictionary<object, int>();
        foreach (var item in items)
        {
            var wanted = key(item);
            var number = seen[wanted] = seen.GetValueOrDefault(wanted) + 1;
            yield return (item, number == 1 ? wanted : (wanted, number));
        }
    }
}
