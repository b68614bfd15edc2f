using System.Text;

namespace Portal.Infrastructure.Operations.Background;

/// <summary>A failure as it is kept and shown: short, and free of what the database's text cannot hold.</summary>
internal static class FailureFormatter
{
    private const int MaxLength = 500;

    public static string Of(Exception exception)
    {
        var cause = exception is AggregateException { InnerException: { } inner } ? inner : exception;
        return Of(cause.Message.Length == 0 ? cause.GetType().Name : cause.Message);
    }

    public static string Of(string message)
    {
        var text = new StringBuilder(Math.Min(message.Length, MaxLength));
        foreach (var rune in message.EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength > MaxLength)
                break;
            text.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return text.ToString();
    }
}
