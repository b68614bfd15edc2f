namespace Portal.Domain.Demo;

/// <summary>Short texts that identify browsers, sessions and messages, in the digits of Crockford's base 32.</summary>
internal static class DemoId
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Twelve digits out of 60 random bits.</summary>
    public static string Text(ulong bits) => string.Create(12, bits, static (text, value) => Write(text, value));

    /// <summary>Ten digits of the millisecond, then three of a running number: sorts by time, as a ULID does.</summary>
    public static string Message(DateTimeOffset at, int number) =>
        string.Create(13, (at.ToUnixTimeMilliseconds(), number), static (text, value) =>
    {
        Write(text[..10], (ulong)value.Item1);
        Write(text[10..], (ulong)value.number);
    });

    private static void Write(Span<char> text, ulong value)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Digits[(int)(value & 31)];
            value >>= 5;
        }
    }
}
