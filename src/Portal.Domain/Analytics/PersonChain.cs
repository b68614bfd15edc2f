using Portal.Domain.Events;

namespace Portal.Domain.Analytics;

/// <summary>Follows a visitor to the person it belongs to.</summary>
public static class PersonChain
{
    /// <summary>The last id of the chain; where ids lead round in a circle, the smallest number in it.</summary>
    /// <param name="visitor">Where the chain begins.</param>
    /// <param name="userId">The user that the visitor is linked to.</param>
    /// <param name="aliases">The user that each given-up id now is, by the id's number.</param>
    public static long End(long visitor, string userId, IReadOnlyDictionary<long, string> aliases)
    {
        var seen = new List<long> { visitor };
        var current = VisitorId.OfUser(userId);
        while (true)
        {
            var circle = seen.IndexOf(current);
            if (circle >= 0)
            {
                return seen.Skip(circle).Min();
            }

            seen.Add(current);
            if (!aliases.TryGetValue(current, out var next))
            {
                return current;
            }

            current = VisitorId.OfUser(next);
        }
    }
}
