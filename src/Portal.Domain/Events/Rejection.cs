namespace Portal.Domain.Events;

/// <summary>Why one message of a request was not taken.</summary>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">For people.</param>
public sealed record Rejection(int Index, string Code, string Message);
