using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Shared.Tables;

namespace Portal.Features.Sales;

/// <summary>One of the nine classes as the filters of a list's address hold it.</summary>
internal static class ClassParameter
{
    public const string Abc = "abc";
    public const string Xyz = "xyz";

    /// <summary>The address of a list narrowed to a class, AX or CZ.</summary>
    public static string With(string address, string kind) => QueryHelpers.AddQueryString(
        address, new TableView(ProductSalesList.Default with { Filters = [Is(Abc, kind[0]), Is(Xyz, kind[1])] }, null, false)
            .Write(ProductSalesList.Default)
            .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));

    /// <summary>The class that a list is narrowed to; null for none.</summary>
    public static string? Of(TableQuery query)
    {
        string? Chosen(string column) =>
            query.Filters.FirstOrDefault(filter => filter.Column == column && filter.Operator == TableOperator.Is
            && filter.Values.Count == 1)?.Values[0];
        return Chosen(Abc) is { } abc && Chosen(Xyz) is { } xyz ? abc + xyz : null;
    }

    private static TableFilter Is(string column, char value) => new(column, TableOperator.Is, [value.ToString()]);
}
