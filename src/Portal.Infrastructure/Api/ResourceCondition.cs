namespace Portal.Infrastructure.Api;

/// <summary>What a write demands of the row it writes to (RFC 9110, section 13).</summary>
/// <param name="IfMatch">Entity tags one of which the row has; <c>*</c> for any row.</param>
/// <param name="IfNoneMatch">Entity tags none of which the row has; <c>*</c> for no row at all.</param>
public sealed record ResourceCondition(IReadOnlyList<string> IfMatch, IReadOnlyList<string> IfNoneMatch)
{
    public static readonly ResourceCondition None = new([], []);

    internal bool Holds(string? version) =>
        (IfMatch.Count == 0 || (version is not null && (IfMatch.Contains("*") || IfMatch.Contains(version))))
        && (IfNoneMatch.Count == 0 || version is null || !(IfNoneMatch.Contains("*") || IfNoneMatch.Contains(version)));
}

/// <summary>A request that is done once however often it is sent.</summary>
/// <param name="Key">Chosen by the caller.</param>
/// <param name="Request">Method and address.</param>
/// <param name="BodyHash">SHA-256 of its body and conditions.</param>
public sealed record IdempotentRequest(string Key, string Request, byte[] BodyHash);
