using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Portal.Hosting.Requests;
using Portal.Infrastructure.Identity;

namespace Portal.Hosting.Circuits;

/// <summary>
/// Limits what a page may ask of its circuit: messages, changes of the address, and how many pages are open. Who goes beyond is told
/// so and disconnected; nobody else notices.
/// </summary>
internal sealed partial class CircuitLimits(
    CircuitPlaces places, OwnOrigins origins, IOptions<CircuitLimitOptions> options, TimeProvider time, ILogger<CircuitLimits> logger)
        : IHubFilter
{
    // Browsers send larger ones, but for the last of a file.
    private const int SmallestPiece = 1024;

    // A hundred changes at once pass one after the other; somebody who keeps going like that is sent off within seconds.
    private const int MessagesOfAHastyNavigation = 10;

    private static readonly object BudgetKey = new();

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await LimitAsync(invocationContext, next);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or JsonException or ArgumentException)
        {
            // What components throw stays in the circuit; this is a message that no page of ours has sent.
            return await CloseAsync(invocationContext, "The page sent what cannot be read.");
        }
    }

    private async ValueTask<object?> LimitAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var budget = BudgetOf(invocationContext.Context);
        if (budget.IsSpent)
            return null; // what was already on its way when the page was closed

        switch (invocationContext.HubMethodName)
        {
            case "StartCircuit" when !IsOwn(invocationContext, baseAddress: 0):
            case "ResumeCircuit" when !IsOwn(invocationContext, baseAddress: 1):
                return await CloseAsync(invocationContext, "The page's address is not the portal's.");
            case "StartCircuit" or "ResumeCircuit":
                return budget.TryTakeMessages(1) ? await StartAsync(invocationContext, next)
                    : await CloseAsync(invocationContext, TooMany());
            case "ReceiveJSDataChunk":
                return await ReceiveAsync(invocationContext, next, budget);
            case "OnLocationChanged" or "OnLocationChanging":
                return await GoAsync(invocationContext, next, budget);
            default:
                return budget.TryTakeMessages(1) ? await next(invocationContext) : await CloseAsync(invocationContext, TooMany());
        }
    }

    private async ValueTask<object?> StartAsync(HubInvocationContext call, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var context = call.Context.GetHttpContext();
        if (places.TryTake(call.Context.User ?? new(), context?.Connection.RemoteIpAddress) is not { } place)
            return await CloseAsync(call, "Too many pages are open. Close some of them, then reload this one.");

        place.Offer();
        try
        {
            return await next(call);
        }
        finally
        {
            place.GiveBackUnlessAdopted();
        }
    }

    // The address changes as fast as a person does it; who is faster waits, and the connection with it.
    private async ValueTask<object?> GoAsync(
        HubInvocationContext call, Func<HubInvocationContext, ValueTask<object?>> next, CircuitBudget budget)
    {
        if (!budget.TryTakeMessages(1))
            return await CloseAsync(call, TooMany());

        for (var isHasty = false; !budget.TryTakeNavigation(); isHasty = true)
        {
            if (!isHasty && !budget.TryTakeMessages(MessagesOfAHastyNavigation))
                return await CloseAsync(call, TooMany());
            await Task.Delay(budget.UntilNavigation(), time, call.Context.ConnectionAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (call.Context.ConnectionAborted.IsCancellationRequested)
                return null;
        }

        return await next(call);
    }

    // Only what a page waits for is an upload; pieces of anything else are messages like others.
    private async ValueTask<object?> ReceiveAsync(
        HubInvocationContext call, Func<HubInvocationContext, ValueTask<object?>> next, CircuitBudget budget)
    {
        if (!budget.TryTakeMessages(1))
            return await CloseAsync(call, TooMany());

        var isAwaited = await next(call);
        if (isAwaited is true && call.HubMethodArguments is [_, _, byte[] { Length: >= SmallestPiece } piece, ..])
        {
            budget.Credit(piece.Length);
        }

        return isAwaited;
    }

    private bool IsOwn(HubInvocationContext call, int baseAddress) =>
        call.Context.GetHttpContext() is { } context && call.HubMethodArguments.ElementAtOrDefault(baseAddress) is string address
        && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.PathAndQuery == "/" && origins.IsOwn(uri, context.Request);

    private CircuitBudget BudgetOf(HubCallerContext context)
    {
        if (context.Items.TryGetValue(BudgetKey, out var known))
            return (CircuitBudget)known!;

        // One with the stream below, when there is one: a page may also poll.
        var budget = context.GetHttpContext()?.Features.Get<CircuitBudget>() ?? new(options.Value, time);
        context.Items[BudgetKey] = budget;
        return budget;
    }

    private async Task<object?> CloseAsync(HubInvocationContext call, string reason)
    {
        BudgetOf(call.Context).IsSpent = true;
        Log.Closed(logger, call.Context.User?.UserId(), call.HubMethodName, reason);
        await call.Hub.Clients.Caller.SendAsync("JS.Error", reason, call.Context.ConnectionAborted);
        call.Context.Abort();
        return null;
    }

    private string TooMany() => $"The page sent more than {options.Value.MessagesPerSecond} messages a second for too long.";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A page of person {UserId} was closed at {Method}: {Reason}")]
        public static partial void Closed(ILogger logger, Guid? userId, string method, string reason);
    }
}
