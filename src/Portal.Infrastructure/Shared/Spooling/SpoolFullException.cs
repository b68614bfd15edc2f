namespace Portal.Infrastructure.Shared.Spooling;

/// <summary>A file is larger than what may wait, or the disk has no room for it.</summary>
public sealed class SpoolFullException : Exception
{
    internal SpoolFullException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
