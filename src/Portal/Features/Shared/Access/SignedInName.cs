using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Shared.Access;

/// <summary>The name of the person in front of a page, to note who did something.</summary>
public sealed class SignedInName(PortalDb db, AuthenticationStateProvider authentication)
{
    public async Task<string> FindAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        if (state.User.UserId() is not { } id)
            return "—";
        await using var context = db.ForPlatform();
        return await context.Users.Where(user => user.Id == id).Select(user => user.DisplayName).SingleOrDefaultAsync() ?? "—";
    }
}
