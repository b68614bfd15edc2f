using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Testing.Circuits;

/// <summary>
/// A page's circuit without a browser: it speaks the framework's own protocol, keeps the screen, confirms what it was shown
/// and answers calls of scripts with nothing, as a browser's script would.
/// </summary>
public sealed class TestCircuit : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CircuitSocket _socket;
    private readonly CancellationTokenSource _leaving = new();
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<object?>> _asked = new();
    private readonly List<string> _errors = [];
    private readonly List<string> _navigations = [];
    private readonly List<string> _shown = [];
    private readonly CircuitScreen _screen = new();
    private readonly Task _receiving;
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _renderer = -1;
    private int _nextCall;
    private bool _isStarted;

    private TestCircuit(CircuitSocket socket, Uri portal)
    {
        (_socket, Portal) = (socket, portal);
        _receiving = Task.Run(ReceiveAsync);
    }

    /// <summary>The portal's address.</summary>
    public Uri Portal { get; }

    /// <summary>The connection itself.</summary>
    public CircuitSocket Socket => _socket;

    /// <summary>
    /// Answers calls of scripts instead of nothing: gets the function's name and its arguments, and returns JSON, or null for the
    /// usual answer.
    /// </summary>
    public Func<string, JsonElement, string?>? OnScript { get; set; }

    /// <summary>What the portal said went wrong.</summary>
    public IReadOnlyList<string> Errors => Read(() => _errors.ToArray());

    /// <summary>Where the portal led the browser, in order.</summary>
    public IReadOnlyList<string> Navigations => Read(() => _navigations.ToArray());

    /// <summary>The text on the screen.</summary>
    public string Text => Read(() => _screen.Text);

    /// <summary>True when the words were on the screen at any time.</summary>
    public bool EverShowed(string words) => Read(() => _shown.Exists(text => text.Contains(words, StringComparison.Ordinal)));

    /// <summary>How often the screen was changed.</summary>
    public int Batches { get; private set; }

    /// <summary>When the screen was last changed, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long LastBatch { get; private set; }

    /// <summary>What a browser comes back to this circuit with; empty before the start.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>What the portal gave the browser to keep when the circuit was paused: components and state; null before.</summary>
    public (string Components, string State)? Kept { get; private set; }

    /// <summary>True once the connection has ended.</summary>
    public bool IsClosed => _receiving.IsCompleted;

    /// <summary>Connects to the portal as a page of its own would, without starting anything.</summary>
    /// <param name="origin">Of the page; the portal's own when null.</param>
    public static async Task<TestCircuit> ConnectAsync(
        Uri portal, CookieContainer? cookies, string? origin = null, CancellationToken cancellationToken = default) =>
        new(await CircuitSocket.ConnectAsync(portal, cookies, origin ?? portal.GetLeftPart(UriPartial.Authority), cancellationToken),
            portal);

    /// <summary>Opens a page and its circuit, and waits until the page is drawn.</summary>
    public static async Task<TestCircuit> OpenAsync(
        HttpClient client, CookieContainer cookies, string path, CancellationToken cancellationToken = default)
    {
        var page = await CircuitPage.ReadAsync(client, path, cancellationToken);
        var circuit = await ConnectAsync(client.BaseAddress!, cookies, cancellationToken: cancellationToken);
        await circuit.StartAsync(path, page, page.State, cancellationToken);
        return circuit;
    }

    /// <summary>Starts the circuit of a page and waits until it is drawn or the portal refuses.</summary>
    /// <param name="path">The address that the browser claims to show.</param>
    /// <param name="page">Where its root components come from.</param>
    /// <param name="state">The kept state to send, whoever's.</param>
    public async Task StartAsync(string path, CircuitPage page, string state, CancellationToken cancellationToken = default)
    {
        await StartAsync(new Uri(Portal, "/").AbsoluteUri, new Uri(Portal, path).AbsoluteUri, state, cancellationToken);
        await SendAsync("UpdateRootComponents", page.Operations(), state);
        await WaitAsync(() => _isStarted || IsClosed || _errors.Count > 0, "the page is drawn", cancellationToken);
    }

    /// <summary>Starts a circuit without components.</summary>
    public async Task StartAsync(string baseAddress, string address, string state, CancellationToken cancellationToken = default) =>
        Secret = await AskAsync("StartCircuit", [baseAddress, address, "[]", state], cancellationToken) as string ?? "";

    /// <summary>Pauses the circuit and waits until the portal has given the browser what to come back with.</summary>
    public async Task<(string Components, string State)> PauseAsync(CancellationToken cancellationToken = default)
    {
        // The hub may answer before it hands out the state.
        if (await AskAsync("PauseCircuit", [], cancellationToken) is not true)
            throw new InvalidOperationException("The portal does not pause this circuit.");
        await WaitAsync(() => Kept is not null, "the portal hands out the page's state", cancellationToken);
        return Kept!.Value;
    }

    /// <summary>Calls a method of the hub and waits for its answer.</summary>
    public async Task<object?> AskAsync(string method, object?[] arguments, CancellationToken cancellationToken = default)
    {
        var id = Interlocked.Increment(ref _nextCall).ToString(CultureInfo.InvariantCulture);
        var answer = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _socket.SendAsync(HubFrame.Invocation(id, method, arguments), cancellationToken);
        return await answer.Task.WaitAsync(Patience, cancellationToken);
    }

    /// <summary>Calls a method of the hub without waiting for anything.</summary>
    public Task SendAsync(string method, params object?[] arguments) => _socket.SendAsync(HubFrame.Invocation(method, arguments));

    /// <summary>Says that the browser's address has changed, as after a press on a link.</summary>
    public Task GoAsync(string path) => SendAsync("OnLocationChanged", new Uri(Portal, path).AbsoluteUri, null, true);

    /// <summary>Presses the first element of this name and text that takes presses.</summary>
    public Task PressAsync(string name, string words) => RaiseAsync(
        "onclick", node => node.Name == name && node.Text.Contains(words, StringComparison.Ordinal) && node.Handlers.ContainsKey("onclick"),
        new JsonObject
        {
            ["type"] = "click",
            ["detail"] = 1,
            ["button"] = 0,
            ["buttons"] = 0,
        });

    /// <summary>Raises an event of the first element that is as asked.</summary>
    public Task RaiseAsync(string name, Func<ScreenNode, bool> element, JsonObject arguments) =>
        RaiseAsync(name, Read(() => _screen.All().First(element).Handlers[name]), arguments);

    /// <summary>Raises an event of an element, by its handler's id.</summary>
    /// <param name="name">Such as <c>onclick</c>.</param>
    /// <param name="arguments">The event's own members.</param>
    public Task RaiseAsync(string name, long handler, JsonObject arguments)
    {
        var raised = new JsonArray(
            new JsonObject
            {
                ["eventHandlerId"] = handler,
                ["eventName"] = name.StartsWith("on", StringComparison.Ordinal) ? name[2..] : name,
                ["eventFieldInfo"] = null
            },
            arguments);
        return SendAsync("BeginInvokeDotNetFromJS", "0", null, "DispatchEventAsync", _renderer, raised.ToJsonString());
    }

    /// <summary>Looks at the screen.</summary>
    public T Look<T>(Func<CircuitScreen, T> look) => Read(() => look(_screen));

    /// <summary>Waits until the text on the screen contains the words.</summary>
    public Task UntilAsync(string words, CancellationToken cancellationToken = default) =>
        WaitAsync(() => _screen.Text.Contains(words, StringComparison.Ordinal), $"the screen says “{words}”", cancellationToken);

    /// <summary>Waits until the screen is as asked.</summary>
    /// <param name="patience">How long at most; 20 seconds when null.</param>
    public Task UntilAsync(
        Func<CircuitScreen, bool> condition, string what, TimeSpan? patience = null, CancellationToken cancellationToken = default) =>
        WaitAsync(() => condition(_screen), what, cancellationToken, patience);

    /// <summary>Waits until the portal has led the browser to an address.</summary>
    public Task UntilNavigatedAsync(string part, CancellationToken cancellationToken = default) =>
        WaitAsync(() => _navigations.Exists(address => address.Contains(part, StringComparison.Ordinal)), $"the browser goes to {part}",
            cancellationToken);

    /// <summary>Waits until the connection has ended.</summary>
    public Task UntilClosedAsync(CancellationToken cancellationToken = default) => _receiving.WaitAsync(Patience, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _receiving;
        await _socket.DisposeAsync();
        _leaving.Dispose();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            await _socket.ReceiveAsync(TakeAsync, _leaving.Token);
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // ended by one of both
        }
        finally
        {
            foreach (var asked in _asked.Values)
            {
                asked.TrySetException(new IOException($"The portal ended the connection. {string.Join(' ', Errors)}"));
            }

            Move(() => { });
        }
    }

    private async Task TakeAsync(object?[] message)
    {
        switch (message)
        {
            case [1L, _, string id, "JS.SavePersistedState", object?[] { Length: 3 } kept, ..]:
                Move(() => Kept = ((string)kept[1]!, (string)kept[2]!));
                await _socket.SendAsync(HubFrame.Of([3, new Dictionary<string, object?>(), id, 3, true]));
                break;
            case [1L, _, _, string target, object?[] arguments, ..]:
                await TakeAsync(target, arguments);
                break;
            case [3L, _, string id, 1L, var error] when _asked.TryRemove(id, out var asked):
                asked.TrySetException(new InvalidOperationException($"The hub refused: {error}"));
                break;
            case [3L, _, string id, ..] when _asked.TryRemove(id, out var asked):
                asked.TrySetResult(message.Length > 4 ? message[4] : null);
                break;
            case [7L, string error, ..]:
                Move(() => _errors.Add(error));
                break;
        }
    }

    private async Task TakeAsync(string target, object?[] arguments)
    {
        switch (target)
        {
            case "JS.AttachComponent":
                Move(() => _screen.Attach((int)(long)arguments[0]!));
                break;
            case "JS.RenderBatch":
                Move(() =>
                {
                    // Confirmed before it was sent, a change comes without content.
                    if (arguments[1] is byte[] { Length: > 0 } content)
                        _screen.Apply(new(content));
                    (Batches, LastBatch) = (Batches + 1, Stopwatch.GetTimestamp());
                    _shown.Add(_screen.Text);
                });
                await SendAsync("OnRenderCompleted", arguments[0], null);
                break;
            case "JS.EndUpdateRootComponents":
                Move(() => _isStarted = true);
                break;
            case "JS.Error":
                Move(() => _errors.Add((string)arguments[0]!));
                break;
            case "JS.BeginInvokeJS":
                await AnswerScriptAsync((long)arguments[0]!, (string)arguments[1]!, (string?)arguments[2],
                    arguments.ElementAtOrDefault(3) is 1L);
                break;
        }
    }

    // Nothing, or a script object where one is asked for.
    private async Task AnswerScriptAsync(long call, string function, string? arguments, bool isObject)
    {
        string? answer = null;
        if (OnScript is { } onScript)
        {
            using var given = JsonDocument.Parse(arguments ?? "[]");
            answer = onScript(function, given.RootElement);
        }

        if (function.EndsWith("attachWebRendererInterop", StringComparison.Ordinal))
        {
            using var given = JsonDocument.Parse(arguments!);
            _renderer = given.RootElement[1].GetProperty("__dotNetObject").GetInt64();
        }
        else if (function.EndsWith("navigateTo", StringComparison.Ordinal))
        {
            using var given = JsonDocument.Parse(arguments!);
            var address = given.RootElement[0].GetString()!;
            Move(() => _navigations.Add(address));
        }

        if (call != 0)
        {
            await SendAsync("EndInvokeJSFromDotNet", call, true, $"[{call.ToString(CultureInfo.InvariantCulture)},true,{answer ?? (isObject ? $$"""{"__jsObjectId":{{call}}}""" : "null")}]");
        }
    }

    private async Task WaitAsync(Func<bool> condition, string what, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (condition())
                {
                    return;
                }

                moved = _moved.Task;
            }

            if (Stopwatch.GetElapsedTime(started) >= (patience ?? Patience) || IsClosed)
            {
                throw new TimeoutException(
                    $"Waited in vain until {what}. Errors: {string.Join(' ', Errors)}. Screen: …{Text[Math.Max(0, Text.Length - 4000)..]}");
            }

            await Task.WhenAny(moved, Task.Delay(500, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void Move(Action change)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            change();
            (moved, _moved) = (_moved, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        moved.SetResult();
    }

    private T Read<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}
