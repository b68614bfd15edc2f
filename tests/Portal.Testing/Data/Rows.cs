using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Testing.Data;

/// <summary>Looks at the tables as the owner, past every filter.</summary>
public static class Rows
{
    public static async Task<T> ScalarAsync<T>(this PortalDatabase database, string sql, params object[] values)
    {
        await using var command = Command(database, sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task<int> ExecuteAsync(this PortalDatabase database, string sql, params object[] values)
    {
        await using var command = Command(database, sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<List<T>> ListAsync<T>(this PortalDatabase database, string sql, params object[] values)
    {
        await using var command = Command(database, sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<T>();
        while (await reader.ReadAsync())
        {
            list.Add(reader.GetFieldValue<T>(0));
        }

        return list;
    }

    private static NpgsqlCommand Command(PortalDatabase database, string sql, object[] values)
    {
        var command = database.Owner.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
