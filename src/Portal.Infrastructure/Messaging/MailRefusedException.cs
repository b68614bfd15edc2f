namespace Portal.Infrastructure.Messaging;

/// <summary>A mail will never be accepted, such as one to an unknown mailbox.</summary>
public sealed class MailRefusedException(string message, Exception inner) : Exception(message, inner);
