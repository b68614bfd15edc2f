namespace Portal.Infrastructure.Imports.Kinds;

/// <summary>Moves rows of a file into the temporary tables of a resource's write, and reads what became of them.</summary>
internal static class ResourceImportSql
{
    /// <summary>Rows that the resource refused, with all rows of a file that were merged into one.</summary>
    public const string Refused = """
        select b.line, r.field, r.message, b.fields from (select distinct on (n) n, field, message from rejected order by n) r
        join import_merged m on m.n = r.n join import_batch b on b.row = m.row order by b.line
        """;

    /// <summary>Outcomes with their counts.</summary>
    public const string Counts =
        "select case when is_new then 'created' when changed then 'updated' else 'unchanged' end, count(*) from incoming group by 1";

    /// <summary>Puts the last row of each key into <c>incoming</c>; rows of one document become one with its inner rows.</summary>
    /// <param name="keys">Fields that tell rows apart.</param>
    public static IEnumerable<string> Fill(IReadOnlyList<ResourceCell> cells, IReadOnlyList<string> keys)
    {
        var key = string.Join(", ", keys.Select(name => cells.First(cell => cell.ImportField.Name == name).Column));
        yield return "drop table if exists pg_temp.import_merged";
        yield return $"create temporary table import_merged on commit drop as select row, (max(row) over (partition by {key}))::integer "
            + $"as n from import_batch";
        yield return "create index on import_merged (n)";
        var inner = cells.Where(cell => cell.IsNested).ToArray();
        var outer = cells.Where(cell => !cell.IsNested).ToArray();
        var list = inner.FirstOrDefault()?.Target;
        var columns = string.Join(", ", outer.Select(cell => cell.Field.Incoming).Concat(list is null ? [] : [$"\"{list}\""]));
        yield return $"""
            insert into incoming (n, doc, {columns})
            select n, {Document(outer.Select(cell => (cell.ImportField.Name, cell.Column)).Concat(list is null ? [] : [(list, "inner_rows")]))}, {string.Join(", ", outer.Select(Typed).Concat(list is null ? [] : ["inner_rows"]))}
            from ({(list is null ? $"select b.row::integer as n, b.* from import_batch b join import_merged m on m.row = b.row and m.n = b.row" : Grouped(outer, inner))}) b
            """;
        yield return "analyze incoming";
    }

    // What the rows of a document say of it: the last value that is given.
    private static string Grouped(IEnumerable<ResourceCell> outer, IEnumerable<ResourceCell> inner) => $"""
        select m.n, {string.Join(", ", outer.Select(cell => $"(array_agg(b.{cell.Column} order by b.row desc) filter (where b.{cell.Column} is not null))[1] as {cell.Column}"))},
          jsonb_agg({Document(inner.Select(cell => (cell.Field.Name, "b." + Typed(cell))))} order by b.row) as inner_rows
        from import_batch b join import_merged m on m.row = b.row group by m.n
        """;

    // Fields that are not given are not sent, so that they stay as they are.
    private static string Document(IEnumerable<(string Name, string Value)> fields) =>
        $"jsonb_strip_nulls(jsonb_build_object({string.Join(", ", fields.Select(field => $"'{field.Name}', {field.Value}"))}))";

    private static string Typed(ResourceCell cell) => cell.Field.Type == Api.ResourceType.Whole ? cell.Column + "::integer" : cell.Column;
}
