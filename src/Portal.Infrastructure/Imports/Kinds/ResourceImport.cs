using System.Text.Json.Nodes;
using Portal.Domain.Imports;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Imports.Kinds;

/// <summary>
/// Files of what the API writes too: the rows go through the resource's own statements, so a file and a program are taken the same
/// way and refused for the same reasons. Of two rows with the same key the last one counts; what a row leaves empty stays as it is.
/// </summary>
/// <param name="resource">What a row becomes.</param>
/// <param name="label">As people read the kind.</param>
/// <param name="columns">The resource's fields that a file can hold, with the headers they go by elsewhere.</param>
/// <param name="keys">The fields that tell rows apart; none of them is nested.</param>
internal sealed class ResourceImport(
    Resource resource, string name, string label, IReadOnlyList<ImportColumn> columns, params string[] keys) : ImportKind
{
    private readonly IReadOnlyList<ResourceCell> _cells = [.. columns.Select(column => ResourceCell.Of(resource, column))];

    public override string Name => name;

    public override string Label => label;

    public override IReadOnlyList<ImportField> Fields { get; } = [.. columns.Select(column => ResourceCell.Of(resource,
        column).ImportField)];

    /// <summary>A statement that runs before the resource's own; null for none.</summary>
    public string? Before { get; init; }

    // Rows of one document have to be merged together.
    internal override string? Key => _cells.Any(cell => cell.IsNested) ? keys[0] : null;

    internal override bool RefusesInMerge => true;

    internal override string? Check(ImportRow row, ImportSettings settings, KnownRates rates)
    {
        foreach (var cell in _cells)
        {
            if (cell.Take(row) is { } problem)
                return problem;
        }

        // What rules between fields look at is text.
        var errors = new FieldErrors();
        resource.Check(new(_cells.Where(cell => !cell.IsNested)
            .Select(cell => KeyValuePair.Create<string, JsonNode?>(cell.Target,
            JsonValue.Create(row.Value(cell.ImportField.Name) as string)))), errors);
        return errors.None ? null : errors.Messages.Select(error => Named(error.Key, error.Value)).First();
    }

    internal override async Task<MergeCount> MergeAsync(ImportMerge merge, CancellationToken cancellationToken)
    {
        await ResourceWriter.LockAsync(merge.Connection, merge.Store.TenantId, resource, cancellationToken);
        await IncomingRows.CreateAsync(merge.Connection, resource, cancellationToken);
        foreach (var statement in ResourceImportSql.Fill(_cells, keys))
            await merge.ExecuteAsync(statement, cancellationToken);
        if (Before is not null)
            await merge.ExecuteAsync(Before, cancellationToken);
        await IncomingRows.RunAsync(merge.Connection, merge.Store.TenantId, resource, merge.Now, cancellationToken);
        var refused = await merge.RefusedAsync(ResourceImportSql.Refused, Named, cancellationToken);
        return await merge.CountAsync(ResourceImportSql.Counts, cancellationToken) with { Refused = refused };
    }

    private string Named(string field, string message) =>
        $"{_cells.FirstOrDefault(cell => cell.Target == field)?.ImportField.Label ?? field}: {message}";
}

/// <summary>A field of a resource that a file can hold.</summary>
/// <param name="Field">As the resource names it; <c>lines.sku</c> is the field sku of the rows in lines.</param>
/// <param name="Label">As people read it.</param>
/// <param name="Aliases">Headers it goes by in other systems' files; small letters and digits only.</param>
internal sealed record ImportColumn(string Field, string Label, params IReadOnlyList<string> Aliases)
{
    /// <summary>Needed in a file although the resource does without it, as a key is.</summary>
    public bool IsNeeded { get; init; }
}
