namespace Portal.Components.Shared;

/// <summary>A question before something that matters.</summary>
/// <param name="Title">What and which: “Refund order #KK-10482”.</param>
/// <param name="Body">What it does and to how many.</param>
/// <param name="Action">The named action: “Refund Rp 261,000”.</param>
/// <param name="Consequence">What cannot be undone, or null.</param>
public sealed record Confirmation(string Title, string Body, string Action, string? Consequence = null, bool Destructive = true);
