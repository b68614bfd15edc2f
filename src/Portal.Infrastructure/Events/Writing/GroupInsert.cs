using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Events.Writing;

/// <summary>
/// Writes a small group, rows and ledger, as one prepared statement that is a transaction of its own: one trip to the server
/// where COPY and the ledger take three, which cost more than the rows of a small group. One writer's own.
/// </summary>
internal sealed class GroupInsert
{
    /// <summary>Rows above which COPY is the cheaper way.</summary>
    public const int MaxRows = 24;

    private static readonly Column[] Columns = [.. EventColumns.Types.Select(ColumnOf)];

    // A statement for each number of rows, so that the server plans it once.
    private readonly NpgsqlCommand?[] _commands = new NpgsqlCommand?[MaxRows + 1];

    /// <summary>True when a group of so many rows is written this way.</summary>
    public static bool Takes(int rows) => rows is > 0 and <= MaxRows;

    /// <summary>Writes the group and commits.</summary>
    /// <param name="rows">The number of its events.</param>
    /// <exception cref="PostgresException">Nothing of it was kept.</exception>
    public void Write(NpgsqlConnection connection, IReadOnlyList<IngestRequest> group, int rows)
    {
        var command = _commands[rows] ??= Create(rows);
        command.Connection = connection;
        BatchLedger.Fill(command.Parameters, group);
        var parameter = BatchLedger.Parameters;
        foreach (var request in group)
        {
            foreach (var row in request.Events)
            {
                Fill(command.Parameters, ref parameter, request.Rows.Bytes.Slice(row.Start, row.Length));
            }
        }

        command.ExecuteNonQuery();
    }

    private static NpgsqlCommand Create(int rows)
    {
        var places = Enumerable.Range(0, rows).Select(row => string.Join(", ",
            Columns.Select((_, column) => $"${BatchLedger.Parameters + (row * Columns.Length) + column + 1}")));
        var command = new NpgsqlCommand(
            $"with written as (insert into events ({EventColumns.List}) values ({string.Join("), (", places)})) {BatchLedger.Insert}");
        BatchLedger.AddParameters(command.Parameters);
        for (var row = 0; row < rows; row++)
        {
            foreach (var column in Columns)
            {
                command.Parameters.Add(column.Create());
            }
        }

        return command;
    }

    private static void Fill(NpgsqlParameterCollection parameters, ref int parameter, ReadOnlyMemory<byte> row)
    {
        row = row[sizeof(short)..]; // the count of fields
        foreach (var column in Columns)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(row.Span);
            row = row[sizeof(int)..];
            column.Set(parameters[parameter++], length < 0 ? default(ReadOnlyMemory<byte>?) : row[..length]);
            row = row[Math.Max(length, 0)..];
        }
    }

    private static Column ColumnOf(string type) => type switch
    {
        "text" => Raw(NpgsqlDbType.Text, 0),
        "jsonb" => Raw(NpgsqlDbType.Jsonb, 1), // behind the format's version byte
        "bigint" => Of(field => BinaryPrimitives.ReadInt64BigEndian(field)),
        "smallint" => Of(field => BinaryPrimitives.ReadInt16BigEndian(field)),
        "boolean" => Of(field => field[0] != 0),
        "uuid" => Of(field => new Guid(field, bigEndian: true)),
        "date" => Of(CopyRows.ReadDate),
        "timestamptz" => Of(CopyRows.ReadInstant),
        "numeric" => Of(NumericFormat.Read),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No event has a column of this type."),
    };

    private static Column Raw(NpgsqlDbType type, int start) => new(
        () => new NpgsqlParameter<ReadOnlyMemory<byte>?> { NpgsqlDbType = type },
        (parameter, field) =>
            ((NpgsqlParameter<ReadOnlyMemory<byte>?>)parameter).TypedValue = field is { } bytes ? bytes[start..]
            : default(ReadOnlyMemory<byte>?));

    private static Column Of<T>(Reader<T> read) where T : struct => new(
        () => new NpgsqlParameter<T?>(),
        (parameter, field) => ((NpgsqlParameter<T?>)parameter).TypedValue = field is { } bytes ? read(bytes.Span) : null);

    private delegate T Reader<out T>(ReadOnlySpan<byte> field);

    private sealed record Column(Func<NpgsqlParameter> Create, Action<NpgsqlParameter, ReadOnlyMemory<byte>?> Set);
}
