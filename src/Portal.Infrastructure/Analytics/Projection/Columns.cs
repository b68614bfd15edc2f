using Npgsql;
using NpgsqlTypes;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Sends rows as one array for each column, for <c>unnest</c>: a set of any size in one statement.</summary>
internal static class Columns
{
    public static void Column<TRow, TValue>(this NpgsqlCommand command, IReadOnlyCollection<TRow> rows, Func<TRow, TValue> value)
    {
        var column = new TValue[rows.Count];
        var index = 0;
        foreach (var row in rows)
        {
            column[index++] = value(row);
        }

        var parameter = new NpgsqlParameter<TValue[]> { TypedValue = column };
        if (typeof(TValue) == typeof(DateTime) || typeof(TValue) == typeof(DateTime?))
        {
            parameter.NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz;
        }

        command.Parameters.Add(parameter);
    }
}
