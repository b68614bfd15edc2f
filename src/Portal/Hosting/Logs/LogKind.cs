namespace Portal.Hosting.Logs;

/// <summary>What makes two lines of the log the same but for their values.</summary>
internal readonly record struct LogKind(string Category, LogLevel Level, int EventId, string? Template, Type? Exception)
{
    private const string TemplateKey = "{OriginalFormat}";

    /// <summary>Shared by what there are too many kinds of.</summary>
    public static LogKind Others(LogLevel level) => new("", level, 0, null, null);

    public static LogKind Of<TState>(string category, LogLevel level, EventId eventId, TState state, Exception? exception) =>
        new(category, level, eventId.Id, TemplateOf(state), exception?.GetType());

    // The template comes last in what the framework and generated methods hand over.
    private static string? TemplateOf<TState>(TState state) =>
        state is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 0 } values && values[^1] is { Key: TemplateKey } last ? last.Value as string : null;
}
