using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Shared.Tables;

namespace Portal.Components.Shared.Tables;

/// <summary>A list's view in a page's address, beside the parameters of the page itself.</summary>
internal static class TableParameters
{
    public static TableView Read(Uri address, TableQuery defaults) =>
        TableView.Read(Pairs(address).ToLookup(pair => pair.Key, pair => pair.Value), defaults);

    public static string Write(Uri address, TableView view, TableQuery defaults) => QueryHelpers.AddQueryString(
        address.GetLeftPart(UriPartial.Path),
        Pairs(address).Where(pair => !TableView.Names.Contains(pair.Key)).Concat(view.Write(defaults))
            .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));

    private static IEnumerable<KeyValuePair<string, string>> Pairs(Uri address) =>
        QueryHelpers.ParseQuery(address.Query).SelectMany(pair => pair.Value.OfType<string>()
            .Select(value => KeyValuePair.Create(pair.Key, value)));
}
