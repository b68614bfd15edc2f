using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Keeps invitation mails to what a team needs, so that nobody can use the portal to write to strangers.</summary>
public sealed class InvitationLimit(PortalDb db, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>Invitation mails of a store in a day.</summary>
    public const int PerStore = 50;

    /// <summary>Invitation mails that a person sends in a day, over all of her stores.</summary>
    public const int PerPerson = 30;

    /// <summary>Invitation mails to one address in a day, whoever sends them.</summary>
    public const int PerAddress = 5;

    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    /// <summary>Counts one more mail in the transaction of the change, which the caller saves.</summary>
    /// <returns>Why it is one too many; null when it may be sent.</returns>
    internal async Task<TeamResult.TooMany?> CountAsync(
        PortalDbContext context, Guid tenantId, Guid actorId, string email, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var address = SHA256.HashData(Encoding.UTF8.GetBytes(normalizer.NormalizeEmail(email.Trim())!));
        var since = now - Window;
        var sent = await context.Database.SqlQuery<Sent>($"""
            select by_store as "ByStore", by_person as "ByPerson", to_address as "ToAddress"
              from count_invitation_mails({tenantId}, {actorId}, {address}, {since})
            """).SingleAsync(cancellationToken);
        var reason = sent switch
        {
            { ToAddress: >= PerAddress } => "This address has had several invitations today. Try again tomorrow.",
            { ByPerson: >= PerPerson } => $"You have sent {PerPerson} invitations today. Try again tomorrow.",
            { ByStore: >= PerStore } => $"The store has sent {PerStore} invitations today. Try again tomorrow.",
            _ => null,
        };
        if (reason is not null)
            return new(reason);
        context.Add(new InvitationMail
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            SentBy = actorId,
            Recipient = address,
            SentAt = now
        });
        return null;
    }

    /// <summary>Deletes what no limit counts any more.</summary>
    /// <returns>How many mails.</returns>
    public async Task<long> PruneAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Window;
        await using var context = db.ForPlatform();
        return await context.Database.SqlQuery<long>($"select prune_invitation_mails({before}) as \"Value\"")
            .SingleAsync(cancellationToken);
    }

    private sealed record Sent(long ByStore, long ByPerson, long ToAddress);
}

/// <summary>An invitation mail that was asked for; the address is kept as its SHA-256.</summary>
internal sealed class InvitationMail
{
    public Guid TenantId { get; init; }
    public Guid Id { get; init; }
    public Guid? SentBy { get; init; }
    public required byte[] Recipient { get; init; }
    public DateTimeOffset SentAt { get; init; }
}
