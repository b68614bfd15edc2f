namespace Portal.Domain.Analytics;

/// <summary>Channel, source, medium and campaign of a touch as one text, so that rollups can keep the four together.</summary>
public static class TouchPath
{
    /// <summary>The dimension under which rollups keep it.</summary>
    public const string Dimension = "touch";

    /// <summary>Between the four parts: the unit separator, which no address or tag has.</summary>
    public const char Separator = '\u001f';

    /// <summary>The path; an unknown part is empty.</summary>
    public static string Of(string? channel, string? source, string? medium, string? campaign) =>
        string.Join(Separator, Part(channel), Part(source), Part(medium), Part(campaign));

    private static string Part(string? text) => text?.Replace(Separator, ' ') ?? "";
}
