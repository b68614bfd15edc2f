using System.Globalization;

namespace Portal.Infrastructure.Live;

/// <summary>Values of ours as PostgreSQL reads them inside a COPY, which takes no parameters.</summary>
internal static class SqlLiteral
{
    public static string Of(Guid value) => $"'{value:D}'::uuid";

    public static string Of(DateTimeOffset value) =>
        string.Create(CultureInfo.InvariantCulture, $"'{value.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'::timestamptz");

    public static string Of(DateOnly value) => string.Create(CultureInfo.InvariantCulture, $"'{value:yyyy-MM-dd}'::date");

    public static string Of(IEnumerable<long> values) => $"'{{{string.Join(',', values)}}}'::bigint[]";
}
