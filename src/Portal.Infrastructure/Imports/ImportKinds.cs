using Portal.Infrastructure.Imports.Kinds;

namespace Portal.Infrastructure.Imports;

/// <summary>The kinds of files that a store can hand in.</summary>
public static class ImportKinds
{
    public static IReadOnlyList<ImportKind> All { get; } = [new OrderLinesImport(), new OrdersImport(), new CustomersImport(),
        new ProductsImport(), .. ResourceImports.All];

    /// <summary>The kind of a name; null when there is none.</summary>
    public static ImportKind? Find(string? name) => All.FirstOrDefault(kind => kind.Name == name);
}
