namespace Portal.Infrastructure.Api;

/// <summary>
/// The statements that writes of most resources have in common. A write's rows stand in the temporary table <c>incoming</c>:
/// <c>n</c> (the row's place in the request), <c>doc</c> (as it was sent), a column for each field that may be written,
/// <c>target</c> (the row it becomes), <c>is_new</c>, <c>changed</c> and <c>address</c>. A row that is refused moves to
/// <c>rejected</c>, with the field and the reason.
/// </summary>
internal static class ResourceSql
{
    /// <summary>The type of a field's column in <c>incoming</c>.</summary>
    public static string TypeOf(ResourceType type) => type switch
    {
        ResourceType.Text => "text",
        ResourceType.Whole => "integer",
        ResourceType.Number => "numeric",
        ResourceType.Flag => "boolean",
        ResourceType.Day => "date",
        ResourceType.Instant => "timestamptz",
        ResourceType.Id => "uuid",
        ResourceType.Texts => "text[]",
        ResourceType.Map or ResourceType.Rows => "jsonb",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>A field's value out of the row <c>d</c> as it was sent.</summary>
    public static string Read(ResourceField field) => field.Type switch
    {
        ResourceType.Texts =>
            $"case when jsonb_typeof(d -> '{field.Name}') = 'array' then array(select jsonb_array_elements_text(d -> '{field.Name}')) end",
        ResourceType.Map or ResourceType.Rows => $"nullif(d -> '{field.Name}', 'null')",
        _ => $"(d ->> '{field.Name}')::{TypeOf(field.Type)}",
    };

    /// <summary>A field's value as JSON tells it.</summary>
    public static string ToJson(ResourceField field) => field.Type switch
    {
        ResourceType.Number => $"trim_scale({field.Sql})",
        ResourceType.Instant => $"""to_char(({field.Sql}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
        _ => field.Sql,
    };

    /// <summary>The JSON object of some fields.</summary>
    public static string Object(IEnumerable<ResourceField> fields) =>
        $"json_build_object({string.Join(", ", fields.Select(field => $"'{field.Name}', {ToJson(field)}"))})";

    /// <summary>Refuses the rows that a condition on <c>i</c> holds for.</summary>
    public static string Reject(string condition, string field, string message) => $"""
        with refused as (delete from incoming i where {condition} returning n)
        insert into rejected select n, '{field}', '{message.Replace("'", "''", StringComparison.Ordinal)}' from refused
        """;

    /// <summary>Refuses rows whose value of a field belongs to another row.</summary>
    public static string Unique(Resource resource, string field)
    {
        var key = resource.Field(field);
        return Reject(
            $"exists (select from {resource.Table} t where t.tenant_id = $1 and t.{key.Column} = i.{key.Incoming} and t.id <> i.target)",
            field, $"Another {resource.One} has this.");
    }

    /// <summary>Refuses rows whose last day would lie before their first.</summary>
    public static string EndsInTime(Resource resource)
    {
        string Day(string field) =>
            $"case when i.doc ? '{field}' then i.\"{field}\" else (select t.{resource.Field(field).Column} from {resource.Table} t where "
            + $"t.tenant_id = $1 and t.id = i.target) end";
        return Reject($"{Day("endsOn")} < {Day("startsOn")}", "endsOn", "It ends before it starts.");
    }

    /// <summary>Refuses rows that are to become what another row of the request becomes.</summary>
    public static string Once(Resource resource) =>
        Reject("exists (select from incoming x where x.target = i.target and x.n < i.n)", resource.KeyField,
            $"This {resource.One} is in the request twice.");

    /// <summary>Refuses rows that would give an existing row another key.</summary>
    public static string KeyStays(Resource resource)
    {
        var key = resource.Field(resource.KeyField);
        return Reject(
            $"i.{key.Incoming} <> (select t.{key.Column} from {resource.Table} t where t.tenant_id = $1 and t.id = i.target)", key.Name,
            $"A {resource.One} keeps its key.");
    }

    /// <summary>A field's value where it was sent, null included, else what is known.</summary>
    public static string Sent(string field, string known) => $"case when i.doc ? '{field}' then i.\"{field}\" else {known} end";

    /// <summary>Finds the rows that exist: by identity, else by the value of a field that has a column.</summary>
    public static IReadOnlyList<string> Match(Resource resource, params string[] keys) =>
    [
        $"update incoming i set target = t.id from {resource.Table} t where t.tenant_id = $1 and t.id = i.\"id\"",
        Reject("i.\"id\" is not null and i.target is null", "id", $"There is no {resource.One} with this id."),
        .. keys.Select(resource.Field).Select(key =>
            $"update incoming i set target = t.id from {resource.Table} t where i.target is null and t.tenant_id = $1 and t.{key.Column} "
                + $"= i.{key.Incoming}"),
    ];

    /// <summary>Marks rows that do not exist as new, and refuses those that lack what a new one needs.</summary>
    public static IReadOnlyList<string> Create(Resource resource) =>
    [
        "update incoming set target = gen_random_uuid(), is_new = true where target is null",
        .. resource.Fields.Where(field => field.IsRequired).Select(field => Reject(
            $"i.is_new and i.{field.Incoming} is null", field.Name, $"A new {resource.One} needs this.")),
    ];

    /// <summary>Writes the fields that were sent to rows that exist, where that changes something.</summary>
    /// <param name="stamp">What else a change sets, such as <c>updated_at = $2</c>; null for nothing.</param>
    public static string Update(Resource resource, string? stamp = "updated_at = $2")
    {
        var fields = Columns(resource);
        var values = fields.Select(field => $"case when i.doc ? '{field.Name}' then {Incoming(field)} else t.{field.Column} end").ToArray();
        return $"""
            with written as (
              update {resource.Table} t set {string.Join(", ", fields.Select((field, place) => $"{field.Column} = {values[place]}"))}{(stamp is null ? "" : ", " + stamp)}
              from incoming i
              where t.tenant_id = $1 and t.id = i.target and not i.is_new
                and ({string.Join(" or ", fields.Select((field, place) => $"t.{field.Column} is distinct from {values[place]}"))})
              returning t.id)
            update incoming i set changed = true from written where i.target = written.id
            """;
    }

    /// <summary>Adds the rows that are new.</summary>
    /// <param name="also">Columns beside those of fields, with their values.</param>
    public static string Insert(Resource resource, params (string Column, string Value)[] also)
    {
        var columns = Columns(resource).Select(field => (Column: field.Column!, Value: Incoming(field))).Concat(also).ToArray();
        return $"""
            insert into {resource.Table} (tenant_id, id, {string.Join(", ", columns.Select(column => column.Column))})
            select $1, i.target, {string.Join(", ", columns.Select(column => column.Value))} from incoming i where i.is_new order by i.n
            """;
    }

    private static ResourceField[] Columns(Resource resource) =>
        [.. resource.Fields.Where(field => field is { IsWritable: true, Column: not null })];

    private static string Incoming(ResourceField field)
    {
        var value = field.Value ?? $"i.{field.Incoming}";
        return field.Default is null ? value : $"coalesce({value}, {field.Default})";
    }
}
