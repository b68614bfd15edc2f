using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Identity;

/// <summary>
/// Slows down who guesses passwords. Every try is counted in the database before the password is looked at, so that tries at
/// the same time, on whichever node, count each. Beyond the free failures each further one waits longer than the one before.
/// A browser that has signed in to the account before is counted by itself, so that strangers cannot keep the account's owner
/// out (device cookies: OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
/// </summary>
public sealed class SignInAttempts(PortalDb db, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>Failures of one browser or network until it has to wait.</summary>
    public const int FreeFailures = 5;

    /// <summary>Failures of all unknown browsers together until every one of them has to wait.</summary>
    public const int FreeFailuresOfStrangers = 50;

    private const string Strangers = "strangers";

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>What an account is counted under: the SHA-256 of its normalized address, whether or not it exists.</summary>
    public byte[] Account(string email) => SHA256.HashData(Encoding.UTF8.GetBytes(normalizer.NormalizeEmail(email.Trim()) ?? ""));

    /// <summary>Counts a try as failed until <see cref="ForgiveAsync"/> takes it back.</summary>
    /// <param name="device">The browser's device, when it has signed in to this account before.</param>
    /// <returns>Null when the password may be looked at; else how long to wait.</returns>
    public async Task<TimeSpan?> CountAsync(byte[] account, IPAddress? address, Guid? device, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForPlatform();
        if (await CountAsync(context, account, Source(address, device), FreeFailures, cancellationToken) is { } wait)
            return wait;
        return device is null ? await CountAsync(context, account, Strangers, FreeFailuresOfStrangers, cancellationToken) : null;
    }

    /// <summary>Takes the count of a try back whose password was right, and forgets the failures of its browser or network.</summary>
    public async Task ForgiveAsync(byte[] account, IPAddress? address, Guid? device, CancellationToken cancellationToken = default)
    {
        var source = Source(address, device);
        await using var context = db.ForPlatform();
        await context.Database.ExecuteSqlAsync($"delete from sign_in_attempts where account = {account} and source = {source}",
            cancellationToken);
        if (device is not null)
            return;
        await context.Database.ExecuteSqlAsync($"""
            update sign_in_attempts
            set failures = greatest(failures - 1, 0), blocked_until = case when failures > {FreeFailuresOfStrangers} then blocked_until end
            where account = {account} and source = {Strangers}
            """, cancellationToken);
    }

    /// <summary>Forgets every failure of an account, once its owner has proved her mailbox.</summary>
    public async Task ForgetAsync(string email, CancellationToken cancellationToken = default)
    {
        var account = Account(email);
        await using var context = db.ForPlatform();
        await context.Database.ExecuteSqlAsync($"delete from sign_in_attempts where account = {account}", cancellationToken);
    }

    /// <summary>Deletes what is older than the counts reach back.</summary>
    /// <returns>How many counts.</returns>
    public async Task<int> PruneAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Memory;
        await using var context = db.ForPlatform();
        return await context.Database.ExecuteSqlAsync($"delete from sign_in_attempts where last_at < {before}", cancellationToken);
    }

    // One statement, so that tries at the same time see each other. A try that is refused changes no count: it made nobody work.
    private async Task<TimeSpan?> CountAsync(
        PortalDbContext context, byte[] account, string source, int free, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var counted = await context.Database.SqlQueryRaw<Counted>("""
            insert into sign_in_attempts as known (account, source, failures, last_at, admitted) values (@account, @source, 1, @now, true)
            on conflict (account, source) do update set
              admitted = known.blocked_until is null or known.blocked_until <= @now,
              failures = case when known.blocked_until > @now then known.failures when known.last_at < @forgotten then 1
                else known.failures + 1 end,
              last_at = case when known.blocked_until > @now then known.last_at else @now end,
              blocked_until = case
                when known.blocked_until > @now then known.blocked_until
                when known.last_at < @forgotten or known.failures + 1 < @free then null
                else @now + least(@longest, @first * power(2, least(known.failures + 1 - @free, 20))) end
            returning admitted as "Admitted", blocked_until as "BlockedUntil"
            """,
            new NpgsqlParameter("account", account),
            new NpgsqlParameter("source", source),
            new NpgsqlParameter("now", now),
            new NpgsqlParameter("forgotten", now - Memory),
            new NpgsqlParameter("free", free),
            new NpgsqlParameter("longest", LongestWait),
            new NpgsqlParameter("first", FirstWait)).ToListAsync(cancellationToken);
        return counted[0] is { Admitted: false, BlockedUntil: { } until } ? until - now : null;
    }

    // A household or an office has a /64 of IPv6, and whoever wants may take a new address of it for each try.
    private static string Source(IPAddress? address, Guid? device)
    {
        if (device is { } known)
            return $"device:{known:N}";
        if (address is null)
            return "network:unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return $"network:{Convert.ToHexStringLower(bytes.Length == 16 ? bytes.AsSpan(0, 8) : bytes)}";
    }

    private sealed record Counted(bool Admitted, DateTimeOffset? BlockedUntil);
}
