using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Npgsql;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Identity;

/// <summary>Looks now and then whether the session behind an open circuit still stands.</summary>
internal sealed partial class CircuitAuthentication(ILoggerFactory logs, UserSessions sessions) : RevalidatingServerAuthenticationStateProvider(logs)
{
    private readonly ILogger _logger = logs.CreateLogger<CircuitAuthentication>();

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    // A database that does not answer signs nobody out; whatever the person does next asks it again.
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await sessions.IsLiveAsync(authenticationState.User, cancellationToken);
        }
        catch (Exception exception) when (Unreachable(exception))
        {
            Log.NotAsked(_logger, exception);
            return true;
        }
    }

    private static bool Unreachable(Exception? exception) => exception is not null && (exception is NpgsqlException or TimeoutException || Unreachable(exception.InnerException));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Whether a session still stands could not be asked; asked again soon")]
        public static partial void NotAsked(ILogger logger, Exception exception);
    }
}
