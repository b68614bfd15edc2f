using System.Globalization;

namespace Portal.Infrastructure.Live;

/// <summary>A node's word of commits: its name, then each store and batch in a fixed width.</summary>
internal static class CommitNotice
{
    /// <summary>As many as fit the 8,000 bytes of a notice.</summary>
    public const int Max = 160;

    private const int TenantLength = 32;
    private const int BatchLength = 16;

    public static string Write(string node, IEnumerable<(Guid TenantId, long BatchId)> commits) =>
        $"{node}|{string.Concat(commits.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.TenantId:N}{c.BatchId:x16}")))}";

    /// <summary>The commits of another node; none of one's own.</summary>
    public static IEnumerable<(Guid TenantId, long BatchId)> Read(string node, string notice)
    {
        var at = notice.IndexOf('|', StringComparison.Ordinal) + 1;
        if (at == 0 || notice.AsSpan(0, at - 1).SequenceEqual(node))
        {
            yield break;
        }

        for (; at + TenantLength + BatchLength <= notice.Length; at += TenantLength + BatchLength)
        {
            yield return (
                Guid.ParseExact(notice.AsSpan(at, TenantLength), "N"),
                long.Parse(notice.AsSpan(at + TenantLength, BatchLength), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }
    }
}
