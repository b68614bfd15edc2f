using Npgsql;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>A row of <c>visitor_days</c>.</summary>
internal readonly record struct VisitorDay(long Visitor, long Person, DateOnly Day, bool IsBot)
{
    /// <summary>The rows of a command that gives visitor, person, day and is_bot.</summary>
    public static async Task<List<VisitorDay>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var days = new List<VisitorDay>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            days.Add(new(reader.GetInt64(0), reader.GetInt64(1), reader.GetFieldValue<DateOnly>(2), reader.GetBoolean(3)));
        }

        return days;
    }
}
