namespace Portal.Components.Shared;

/// <summary>A page has at most one Primary button; the rest are Default or Quiet.</summary>
public enum ButtonKind
{
    Default,
    Primary,
    Quiet,
    Danger,
}
