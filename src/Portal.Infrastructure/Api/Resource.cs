using System.Text.Json.Nodes;
using Npgsql;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Api;

/// <summary>
/// A kind of rows that programs list, get and write under <c>/api/v1/…</c>: one file that says its fields, filters and
/// statements. In every statement $1 is the tenant; in those that write, $2 is the instant, and the rows that were sent are
/// the temporary table <c>incoming</c> (see <see cref="ResourceSql"/>).
/// </summary>
public abstract class Resource
{
    /// <summary>Its place in addresses, in the plural: <c>purchase-orders</c>.</summary>
    public abstract string Name { get; }

    /// <summary>One of them, for sentences: "purchase order".</summary>
    public abstract string One { get; }

    /// <summary>A sentence that says what a row is and what writing it does.</summary>
    public abstract string About { get; }

    /// <summary>Scope that a token needs to read.</summary>
    public abstract string ReadScope { get; }

    /// <summary>Scope that a token needs to write.</summary>
    public abstract string WriteScope { get; }

    public abstract IReadOnlyList<ResourceField> Fields { get; }

    public virtual IReadOnlyList<ResourceFilter> Filters => [];

    /// <summary>Whether rows have an identity of ours beside the key of the shop.</summary>
    public virtual bool HasIds => true;

    /// <summary>The table that holds the rows.</summary>
    internal abstract string Table { get; }

    /// <summary>The table's alias in <see cref="From"/>.</summary>
    internal abstract string Alias { get; }

    /// <summary>The from clause and a where clause with the tenant.</summary>
    internal abstract string From { get; }

    /// <summary>The condition that finds a row by its address: $2 is a text, $3 the same as an identity or null.</summary>
    internal abstract string Found { get; }

    /// <summary>A row's address as text.</summary>
    internal abstract string Address { get; }

    /// <summary>What lists are ordered by, low to high; together it tells any two rows apart and rarely changes.</summary>
    internal abstract IReadOnlyList<(string Sql, string Type)> Order { get; }

    /// <summary>The field that is the shop's own key.</summary>
    internal abstract string KeyField { get; }

    /// <summary>Columns of <c>incoming</c> beside the fields.</summary>
    internal virtual string Extra => "";

    /// <summary>The statements of a write, one after the other in one transaction.</summary>
    internal abstract IReadOnlyList<string> Steps { get; }

    /// <summary>What a write does after its statements, in the same transaction; it may still refuse rows.</summary>
    internal virtual Task FinalizeAsync(
        NpgsqlConnection connection, Guid tenantId, DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Checks a row beyond what each of its fields is, whoever sends it.</summary>
    internal void Check(JsonObject row, FieldErrors errors)
    {
        foreach (var field in Fields.Where(field => field.IsWebAddress))
            errors.Require(row[field.Name]?.GetValue<string>() is not { Length: > 0 } text || WebAddress.IsValid(text), field.Name,
                WebAddress.Advice);
        CheckTogether(row, errors);
    }

    /// <summary>Rules between the fields of a row.</summary>
    protected virtual void CheckTogether(JsonObject row, FieldErrors errors)
    {
    }

    /// <summary>Demands that a currency that was sent is one.</summary>
    protected static void CheckCurrency(JsonObject row, FieldErrors errors) => errors.Require(
        row["currency"] is not { } currency || (currency.GetValue<string>() is { Length: 3 } code && code.All(char.IsAsciiLetterUpper)),
        "currency", "Send a currency as ISO 4217 writes it, such as EUR.");

    /// <summary>Puts the key of an address into a row that does not say it.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    internal virtual FieldErrors? TakeAddress(string address, JsonObject row)
    {
        row[KeyField] ??= address;
        return row[KeyField]!.GetValue<string>() == address
            ? null
            : FieldErrors.Of(KeyField, $"There is no {One} {address}; leave this out to make it.");
    }

    /// <summary>What makes two rows of one request the same; null when nothing can be said.</summary>
    internal virtual string? KeyOf(JsonObject row) => (row["id"] ?? row[KeyField])?.ToString();

    internal ResourceField Field(string name) => Fields.First(field => field.Name == name);
}

/// <summary>A condition that a list can be asked for.</summary>
/// <param name="Name">Of the query parameter, in camel case.</param>
/// <param name="Sql">The condition among the rows of <see cref="Resource.From"/>; <c>{0}</c> is the value.</param>
/// <param name="Description">A sentence for people who write programs.</param>
public sealed record ResourceFilter(string Name, ResourceType Type, string Sql, string Description)
{
    /// <summary>The words it takes; null for any.</summary>
    public IReadOnlyList<string>? Choices { get; init; }
}

/// <summary>One row of the API.</summary>
/// <param name="Address">Its name in web addresses.</param>
/// <param name="Version">Its entity tag, in quotes: another as soon as one of its fields has another value.</param>
/// <param name="Json">Its fields.</param>
public sealed record ResourceDocument(string Address, string Version, string Json);

/// <summary>Some rows of a list.</summary>
/// <param name="Next">The cursor of the rows after them; null when these were the last.</param>
public sealed record ResourcePage(IReadOnlyList<string> Rows, string? Next);
