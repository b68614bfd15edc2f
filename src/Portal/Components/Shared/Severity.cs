namespace Portal.Components.Shared;

/// <summary>How much attention something wants. Neutral is the normal state.</summary>
public enum Severity
{
    Neutral,
    Success, Warning, Danger, Info,
}

internal static class ToneNames
{
    public static string Css(this Severity tone) => tone switch
    {
        Severity.Neutral => "",
        Severity.Success => "success",
        Severity.Warning => "warning",
        Severity.Danger => "danger",
        Severity.Info => "info",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, null),
    };

    public static string FilledIcon(this Severity tone) => tone switch
    {
        Severity.Neutral or Severity.Info => "info-fill",
        Severity.Success => "check_circle-fill",
        Severity.Warning => "warning-fill",
        Severity.Danger => "error-fill",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, null),
    };
}
