namespace Portal.Infrastructure.Messaging;

/// <summary>A mail could not be handed over now; a later try may succeed.</summary>
public sealed class MailDelayedException(string message, Exception inner) : Exception(message, inner);
