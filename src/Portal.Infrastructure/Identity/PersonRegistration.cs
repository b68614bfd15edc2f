using Microsoft.AspNetCore.Identity;
using Portal.Domain.Identity;

namespace Portal.Infrastructure.Identity;

/// <summary>Makes the row of a new account, for the use case that saves it with what else belongs to the change.</summary>
public sealed class PersonRegistration(IPasswordHasher<PortalUser> hasher, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <param name="person">Checked by the caller.</param>
    /// <param name="emailConfirmed">True when the way here proves the mailbox, as an invitation's link does.</param>
    public PortalUser Create(NewPerson person, bool emailConfirmed)
    {
        var now = time.GetUtcNow();
        var email = person.Email!.Trim();
        var user = new PortalUser
        {
            Id = Guid.CreateVersion7(now),
            UserName = email,
            NormalizedUserName = normalizer.NormalizeName(email),
            Email = email,
            NormalizedEmail = normalizer.NormalizeEmail(email),
            EmailConfirmed = emailConfirmed,
            DisplayName = person.DisplayName!.Trim(),
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
            CreatedAt = now,
        };
        if (person.Password is not null)
            user.PasswordHash = hasher.HashPassword(user, person.Password);
        return user;
    }
}
