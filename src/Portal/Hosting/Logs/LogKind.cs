using Microsoft.JSInterop;

namespace Portal.Hosting.Logs;

/// <summary>What makes two lines of the log the same but for their values.</summary>
internal readonly record struct LogKind(string Category, LogLevel Level, int EventId, string? Template, Type? Exception)
{
    private const string TemplateKey = "{OriginalFormat}";
    private const string CircuitCategories = "Microsoft.AspNetCore.Components.Server.Circuits.";

    /// <summary>Shared by what there are too many kinds of.</summary>
    public static LogKind Others(LogLevel level) => new("", level, 0, null, null);

    public static LogKind Of<TState>(string category, LogLevel level, EventId eventId, TState state, Exception? exception) =>
        new(category, level, eventId.Id, TemplateOf(state), exception?.GetType());

    /// <summary>
    /// True when a circuit was left while it waited for its browser. The framework logs that as an error, though every browser that is
    /// closed in the middle of something brings it about.
    /// </summary>
    public static bool IsBrowserThatLeft(string category, Exception? exception) =>
        exception is OperationCanceledException or JSDisconnectedException
            && category.StartsWith(CircuitCategories, StringComparison.Ordinal);

    // The template comes last in what the framework and generated methods hand over.
    private static string? TemplateOf<TState>(TState state) =>
        state is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 0 } values
            && values[^1] is { Key: TemplateKey } last ? last.Value as string : null;
}
