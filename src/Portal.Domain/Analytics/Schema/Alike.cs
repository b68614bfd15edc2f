namespace Portal.Domain.Analytics.Schema;

/// <summary>Finds properties that are probably one: <c>price</c> and <c>Price</c>, <c>productId</c> and <c>product_id</c>.</summary>
internal static class Alike
{
    /// <summary>For each property that is the rarer of such a pair, the more frequent one.</summary>
    public static Dictionary<PropertyFacts, PropertyFacts> Of(IEnumerable<PropertyFacts> properties)
    {
        var found = new Dictionary<PropertyFacts, PropertyFacts>();
        foreach (var same in properties.GroupBy(facts => (facts.Parent?.Key, Bare(facts.Name))))
        {
            var ranked = same.OrderByDescending(facts => facts.Events).ThenBy(facts => facts.Name, StringComparer.Ordinal).ToList();
            foreach (var rarer in ranked.Skip(1))
                found[rarer] = ranked[0];
        }

        return found;
    }

    private static string Bare(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)) is { Length: > 0 } bare ? bare : name;
}
