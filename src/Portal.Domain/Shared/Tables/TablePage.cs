namespace Portal.Domain.Shared.Tables;

/// <summary>One page of a list and how many rows the whole list has.</summary>
public sealed record TablePage<TRow>(IReadOnlyList<TRow> Rows, long Total);
