namespace Portal.Testing.Fuzzing;

/// <summary>Values at the edges of what formats and types can hold, and just beyond.</summary>
public static class ExtremeValues
{
    public static IReadOnlyList<string> Instants { get; } =
    [
        "0001-01-01", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "0001-01-02T00:00:00-14:00", "9999-12-31",
        "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-14:00",
        "10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "0000-00-00", "1969-12-31T23:59:59Z", "1970-01-01", "2016-12-31T23:59:60Z",
        "2024-02-29", "2023-02-29", "2026-03-29T02:30:00", "2026-03-08 02:30:00",
        "2026-10-25T02:30:00", "2026-01-01T00:00:00+14:00", "2026-01-01T00:00:00+14:01", "2026-01-01T00:00:00-99:99",
        "2026-01-01T24:00:00Z", "2026-13-01", "20260101", "1/1/0001", "31.12.9999", "12/31/9999 11:59:59 PM",
        "2026-01-01T00:00:00.000000000000000000000001Z", "253402300799999", "253402300800000", "-62135596800000", "now", "Z", "+", "T",
        "2026-W01-1", "1e3",
    ];

    public static IReadOnlyList<string> Numbers { get; } =
    [
        "0", "-0", "-0.0", "00", "01", "1", "-1", "+1", ".5", "5.", "1e0", "1E+2", "1e-2", "0e0", "0e-99999", "1e400", "-1e400", "1e-400",
        "1e-16000", "1e16383", "1e99999999999", "NaN", "Infinity", "-Infinity", "1,5", "1.234,56",
        "2147483647", "2147483648", "-2147483649", "4294967296", "9007199254740993", "9223372036854775807", "9223372036854775808",
        "79228162514264337593543950335", "79228162514264337593543950336",
        "0.0000000000000000000000000001", "0.00000000000000000000000000001", "999999999999999999999999999999",
        "123456789012345678901234567890.123456789", "99999999999999", "100000000000000", "99999999999999.99995", "0x10", "1_000",
        "١٢٣", "１２３", "½", "∞",
    ];

    public static IReadOnlyList<string> Texts { get; } =
    [
        "", " ", "\t", "\0", "a\0b", "\u0001", "\u007f", "\u0085", "\u00a0", "\u200b", "\u202e", "\u2028", "\ufeff", "\ufffe", "\uffff",
        "\ud800", "\udc00", "\ud83d\ude00", "e\u0301\u0301\u0301", "ﬃ", "İ", "ß", "'", "\"", "`", "\\", "\\\\", "%00",
        "=1+1", "+1", "-1", "@a", "'=1", "null", "undefined", "true", "[]", "{}", "<script>alert(1)</script>", "'; drop table orders; --",
        "$1", "${x}", "{{x}}", "%s%n", "../../etc/passwd", "C:\\con", "\r\nSet-Cookie: a=b", "(.*)*x", "(a+)+$",
        "﷽﷽﷽", "𝕬", "\U0010FFFF",
    ];

    public static IReadOnlyList<string> Urls { get; } =
    [
        "https://shop.example/", "http://shop.example", "HTTPS://SHOP.EXAMPLE", "//shop.example/x", "/x", "x", "?a=b", "#a",
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "\u0001javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "ftp://shop.example",
        "https://user:secret@shop.example/", "https://shop.example@evil.example/", "https://[::1]/", "https://[::1", "https://",
        "https:///x", "https:shop.example",
        "https://shop.example:99999/", "https://xn--/", "https://éxample.com/ü?q=ß", "https://shop.example/%zz",
        "https://shop.example/\u202egpj.exe", "https://shop.example/?utm_source=%ff&utm_medium=%00&utm_campaign=+%",
        "https:\\\\evil.example", "/\\evil.example", "///evil.example",
        "https://shop.example/?gclid=1&fbclid=2&utm_source==&&=&utm_medium", "mailto:a@b.example", "tel:+62",
        "blob:https://shop.example/1", "about:blank", "https://127.0.0.1", "https://0x7f000001/", "http://a b/",
    ];

    /// <summary>A value of any of these kinds, or random text.</summary>
    public static string Any(FuzzRandom random) => random.Below(6) switch
    {
        0 => random.Pick(Instants),
        1 => random.Pick(Numbers),
        2 => random.Pick(Texts),
        3 => random.Pick(Urls),
        4 => string.Concat(Enumerable.Repeat(random.Pick(Texts), random.Size(2_000))),
        _ => random.Text(random.Size(300)),
    };
}
