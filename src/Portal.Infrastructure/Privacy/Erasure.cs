namespace Portal.Infrastructure.Privacy;

/// <summary>A request to forget a visitor.</summary>
/// <param name="Subject">What was asked for; null once it is done, since it is forgotten too.</param>
/// <param name="RequestedBy">The member's name; null when the account is gone.</param>
/// <param name="Events">Events that were deleted; null until it is done.</param>
/// <param name="Error">Why the last attempt failed; null when none has.</param>
public sealed record Erasure(
    Guid Id, string? Subject, string? RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset? FinishedAt, int? Events, string? Error);
