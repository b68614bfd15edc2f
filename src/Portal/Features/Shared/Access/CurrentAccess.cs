using Microsoft.AspNetCore.Components.Authorization;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Shared.Access;

/// <summary>
/// What the person of this page may open, as the database said last. Everything that is drawn or pushed goes by it; nothing that a
/// browser sends does. Before the first answer nobody may open anything.
/// </summary>
public sealed class CurrentAccess(StoreAccess access, AuthenticationStateProvider authentication)
{
    // Many circuits may hear of the same change, such as that of a large store.
    private static readonly SemaphoreSlim Rechecks = new(8);

    private readonly Lock _lock = new();
    private long _asked, _taken;
    private bool _isFresh;

    /// <summary>Raised on whatever thread when the answer has become another.</summary>
    public event Action? Changed;

    /// <summary>Null when nobody is signed in, or the sign-in has ended.</summary>
    public PersonAccess? Person { get; private set; }

    /// <summary>True once the database has answered.</summary>
    public bool IsKnown => Volatile.Read(ref _taken) > 0;

    /// <summary>True while the store is open to the person in this role.</summary>
    public bool Covers(Guid tenantId, StoreRole role) => Person?.Covers(tenantId, role) == true;

    /// <summary>Asks the database now.</summary>
    public async Task<PersonAccess?> AskAsync(CancellationToken cancellationToken = default)
    {
        var turn = Interlocked.Increment(ref _asked);
        var principal = (await authentication.GetAuthenticationStateAsync()).User;
        var found = await access.FindAsync(principal, cancellationToken);
        bool hasChanged;
        lock (_lock)
        {
            // An answer that was asked for later has come before.
            if (turn < _taken)
                return Person;

            hasChanged = Person is null != found is null || (found is not null && !found.IsSameAs(Person!));
            (Person, _taken) = (found, turn);
        }

        if (authentication is CircuitAuthentication circuit && principal.UserId() is not null)
        {
            if (found is null)
                circuit.Become(null);
            else if (principal.WithAdministrator(found.IsAdministrator) is var corrected && corrected != principal)
                circuit.Become(corrected);
        }

        if (hasChanged)
            Changed?.Invoke();
        return found;
    }

    /// <summary>Asks before a circuit draws anything; the first draw uses this answer.</summary>
    internal async Task AskFirstAsync(CancellationToken cancellationToken)
    {
        await AskAsync(cancellationToken);
        _isFresh = true;
    }

    /// <summary>True once, when the answer is from just before the first draw.</summary>
    internal bool TakeFresh()
    {
        var isFresh = _isFresh;
        _isFresh = false;
        return isFresh;
    }

    /// <summary>Asks again because something may have changed.</summary>
    internal async Task<PersonAccess?> RecheckAsync(CancellationToken cancellationToken)
    {
        await Rechecks.WaitAsync(cancellationToken);
        try
        {
            return await AskAsync(cancellationToken);
        }
        finally
        {
            Rechecks.Release();
        }
    }
}
