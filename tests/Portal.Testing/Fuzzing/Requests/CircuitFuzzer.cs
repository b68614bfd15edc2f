using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Portal.Testing.Circuits;

namespace Portal.Testing.Fuzzing.Requests;

/// <summary>
/// One circuit in each round: opened on any page as a browser would or not quite, then sent broken messages of every method of the
/// hub, events of what is on the screen with strange arguments, and bytes that are no messages. The portal may end it; nothing else.
/// </summary>
public sealed class CircuitFuzzer(FuzzedPortal portal, FuzzTally tally)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly string[] Methods =
    [
        "StartCircuit", "ConnectCircuit", "ResumeCircuit", "PauseCircuit", "UpdateRootComponents", "BeginInvokeDotNetFromJS",
        "EndInvokeJSFromDotNet", "ReceiveByteArray", "ReceiveJSDataChunk", "SendDotNetStreamToJS", "OnRenderCompleted", "OnLocationChanged",
        "OnLocationChanging", "Nothing", "",
    ];

    private static readonly string[] Events = ["onclick", "onchange", "oninput", "onkeydown", "onsubmit", "onfocus", "ondrop", "onwheel",
        "ontoggle"];

    // What is pressed there may leave the store, its people or the person without rights, and the rounds after with nothing to ask.
    private static readonly string[] Risky = ["/settings", "/account", "/platform", "/stores", "/team", "/privacy"];

    private readonly IReadOnlyList<FuzzRoute> _pages = [.. portal.Routes.Where(route => route.IsPage
        && !route.Pattern.StartsWith("/status", StringComparison.Ordinal))];

    public async Task RunAsync(FuzzRandom random)
    {
        var path = random.Pick(_pages).Fill(portal.Store.Slug, (name, constraint) => constraint.StartsWith("guid", StringComparison.Ordinal)
            ? new Guid(random.Bytes(16)).ToString() : constraint.StartsWith("long", StringComparison.Ordinal) ? "1" : $"{name}-1");
        try
        {
            var page = await ReadAsync(path);
            await using var circuit = await TestCircuit.ConnectAsync(portal.Address, portal.Cookies);
            tally.Count("circuits");
            await OpenAsync(random, circuit, path, page);
            for (var count = random.Between(1, 30); count > 0 && !circuit.IsClosed; count--)
                await SendAsync(random, circuit, path);
            if (random.OneIn(2) && !circuit.IsClosed)
                await SettleAsync(circuit);
            tally.Count(circuit.IsClosed ? "circuits ended" : "circuits left");
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or TimeoutException or OperationCanceledException
            or InvalidOperationException)
        {
            // The portal ended it, which it may.
            tally.Count("circuits refused");
        }

        await AskAsync(random);
    }

    private async Task<CircuitPage> ReadAsync(string path)
    {
        using var answer = await portal.Browser.GetAsync(new Uri(path, UriKind.Relative));
        return CircuitPage.Parse(await answer.Content.ReadAsStringAsync());
    }

    private async Task OpenAsync(FuzzRandom random, TestCircuit circuit, string path, CircuitPage page)
    {
        switch (page.Roots.Count == 0 ? 4 : random.Below(6))
        {
            case 0:
                await circuit.StartAsync(path, page, random.OneIn(2) ? ExtremeValues.Any(random) : Broken(random, page.State))
                    .WaitAsync(Patience);
                break;
            case 1:
                await circuit.StartAsync(random.Pick(ExtremeValues.Urls), random.Pick(ExtremeValues.Urls), "").WaitAsync(Patience);
                break;
            case 2:
                await circuit.StartAsync(new Uri(portal.Address, "/").AbsoluteUri, new Uri(portal.Address, path).AbsoluteUri, page.State)
                    .WaitAsync(Patience);
                await circuit.SendAsync("UpdateRootComponents", JsonMutator.Mutate(random, page.Operations()), Broken(random, page.State));
                break;
            case 3 or 5:
                await circuit.StartAsync(path, page, page.State).WaitAsync(Patience);
                break;
        }
    }

    private async Task SendAsync(FuzzRandom random, TestCircuit circuit, string path)
    {
        tally.Count("messages");
        switch (random.Below(6))
        {
            case 0:
                await circuit.Socket.SendAsync(ByteMutator.Mutate(random, HubFrame.Invocation(random.Pick(Methods), Arguments(random)),
                    [HubFrame.Ping()]));
                break;
            case 1:
                await circuit.SendAsync(random.Pick(Methods), Arguments(random));
                break;
            case 2:
                await circuit.SendAsync("OnLocationChanged", Address(random, path), null, true);
                break;
            case 3:
                await circuit.SendAsync("BeginInvokeDotNetFromJS", "1",
                    random.Pick<string?>([null, "Portal", "Microsoft.AspNetCore.Components", "System.Private.CoreLib"]),
                    random.Pick((string[])["DispatchEventAsync", "NotifyLocationChanged", "Dispose", "OnSpacerVisible", "AddRootComponent"]), (long)random.Below(8), Whole(JsonMutator.Mutate(random, """[{"eventHandlerId":1,"eventName":"click","eventFieldInfo":null},{"type":"click"}]""")));
                break;
            default:
                await RaiseAsync(random, circuit, path);
                break;
        }
    }

    private string Address(FuzzRandom random, string path) => random.OneIn(3)
        ? random.Pick(ExtremeValues.Urls)
        : new Uri(portal.Address, path).AbsoluteUri
            + $"?{random.Pick(FuzzRoute.Parameters)}={Uri.EscapeDataString(Whole(ExtremeValues.Any(random)))}";

    // An event of something on the screen: as a browser would send it, or with arguments that no browser sends.
    private static async Task RaiseAsync(FuzzRandom random, TestCircuit circuit, string path)
    {
        var handlers = circuit.Look(screen => screen.All().SelectMany(node => node.Handlers).ToList());
        if (handlers.Count == 0)
            return;
        var (name, handler) = random.Pick(handlers);
        var isRisky = Risky.Any(part => path.Contains(part, StringComparison.Ordinal)) && name is "onclick" or "onsubmit";
        var arguments = random.Below(isRisky ? 2 : 3) switch
        {
            0 => new JsonObject { ["type"] = ExtremeValues.Any(random), ["value"] = new JsonArray(1, "x") },
            1 => new JsonObject { ["key"] = random.Below(10), ["detail"] = Whole(ExtremeValues.Any(random)) },
            _ when name is "onchange" or "oninput" => new JsonObject { ["value"] = Whole(ExtremeValues.Any(random)) },
            _ when name.StartsWith("onkey", StringComparison.Ordinal) => new JsonObject
            {
                ["type"] = name[2..],
                ["key"] = random.Pick((string[])["Enter", "Escape", "ArrowDown", "a"]),
                ["code"] = "KeyA",
            },
            _ => new JsonObject { ["type"] = name[2..], ["detail"] = 1, ["button"] = 0, ["buttons"] = 0 },
        };
        await circuit.RaiseAsync(random.OneIn(10) ? random.Pick(Events) : name, random.OneIn(10) ? handler + random.Below(1000)
            : handler, arguments);
    }

    private static object?[] Arguments(FuzzRandom random) => [.. Enumerable.Range(0, random.Below(7)).Select(_ => Argument(random))];

    private static object? Argument(FuzzRandom random) => random.Below(8) switch
    {
        0 => null,
        1 => random.OneIn(2),
        2 => (long)random.Below(5) - 1,
        3 => long.MaxValue,
        4 => random.Bytes(random.Size(2_000)),
        5 => Whole(JsonMutator.Mutate(random, """{"batchId":1,"operations":[{"type":"add","ssrComponentId":1,"marker":{"type":"server","descriptor":"x"}}]}""")),
        _ => Whole(ExtremeValues.Any(random)),
    };

    // Half a pair cannot be sent as UTF-8.
    private static string Whole(string text) => string.Concat(text.Where(sign => !char.IsSurrogate(sign)).Take(20_000));

    private static string Broken(FuzzRandom random, string text) => text.Length == 0 || random.OneIn(3) ? text
        : text[..random.Below(text.Length)] + "A";

    // Until what was sent has been looked at.
    private static async Task SettleAsync(TestCircuit circuit)
    {
        for (var waited = 0; waited < 10 && !circuit.IsClosed; waited++)
            await Task.Delay(20);
    }

    private async Task AskAsync(FuzzRandom random)
    {
        using var answer = await portal.Program.GetAsync(new Uri("/health/live", UriKind.Relative));
        if (!answer.IsSuccessStatusCode)
            tally.Fail(random.Seed, $"After a circuit the portal was answered {(int)answer.StatusCode}.");
    }
}
