namespace Portal.Infrastructure.Events.Enrichment;

/// <summary>The files of facts inside this assembly; build/EventAssets.targets packs them.</summary>
internal static class EventResources
{
    public static Stream Open(string name) =>
        typeof(EventResources).Assembly.GetManifestResourceStream("events/" + name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");

    public static string[] Lines(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
