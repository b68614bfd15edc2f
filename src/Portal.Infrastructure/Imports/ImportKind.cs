using Portal.Domain.Imports;

namespace Portal.Infrastructure.Imports;

/// <summary>
/// A kind of file: the fields its columns can hold, what makes a row acceptable, and how accepted rows become part of the
/// store. Everything else (upload, encodings, conversion, progress, rejected rows) is the same for all kinds.
/// </summary>
public abstract class ImportKind
{
    /// <summary>As the API names it.</summary>
    public abstract string Name { get; }

    /// <summary>As people read it.</summary>
    public abstract string Label { get; }

    public abstract IReadOnlyList<ImportField> Fields { get; }

    /// <summary>
    /// The field whose value tells what rows belong together and are merged together: an order's id, a customer's, a sku. Null where each
    /// row is for itself.
    /// </summary>
    internal abstract string? Key { get; }

    /// <summary>Whether the merge can refuse rows, which is why their line and values have to be at hand.</summary>
    internal virtual bool RefusesInMerge => false;

    /// <summary>Why a converted row is not taken; null when it is.</summary>
    internal virtual string? Check(ImportRow row, ImportSettings settings, KnownRates rates) => null;

    /// <summary>
    /// Merges the rows of import_batch, inside the caller's transaction and under the store's row-level security. Its columns are
    /// row (the order in the file) and one for each field, named in snake case; line and fields (as the file has it) too where rows can
    /// be refused. The same rows again change nothing.
    /// </summary>
    internal abstract Task<MergeCount> MergeAsync(ImportMerge merge, CancellationToken cancellationToken);
}

/// <summary>What a merge made of some rows, counted in orders, customers, products …</summary>
internal sealed record MergeCount(long Created, long Updated, long Unchanged)
{
    /// <summary>Rows that the merge did not take.</summary>
    public IReadOnlyList<RejectedRow> Refused { get; init; } = [];

    /// <summary>The sum of the counts, without the rows.</summary>
    public static MergeCount operator +(MergeCount a, MergeCount b) =>
        new(a.Created + b.Created, a.Updated + b.Updated, a.Unchanged + b.Unchanged);
}
