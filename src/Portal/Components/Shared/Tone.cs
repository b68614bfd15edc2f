namespace Portal.Components.Shared;

/// <summary>How much attention something wants. Neutral is the normal state.</summary>
public enum Tone
{
    Neutral,
    Success,
    Warning,
    Danger,
    Info,
}

internal static class ToneNames
{
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Neutral => "",
        Tone.Success => "success",
        Tone.Warning => "warning",
        Tone.Danger => "danger",
        Tone.Info => "info",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, null),
    };

    public static string FilledIcon(this Tone tone) => tone switch
    {
        Tone.Neutral or Tone.Info => "info-fill",
        Tone.Success => "check_circle-fill",
        Tone.Warning => "warning-fill",
        Tone.Danger => "error-fill",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, null),
    };
}
