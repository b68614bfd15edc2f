using Portal.Testing.Identity;

namespace Portal.Testing.Circuits;

/// <summary>Circuits of a test's browser, with its cookies.</summary>
public static class BrowserCircuits
{
    /// <summary>Opens a page with its circuit.</summary>
    public static Task<TestCircuit> OpenCircuitAsync(
        this PortalBrowser browser, string path, CancellationToken cancellationToken = default) =>
        TestCircuit.OpenAsync(browser.Client, browser.Cookies, path, cancellationToken);

    /// <summary>What a page hands to the browser.</summary>
    public static Task<CircuitPage> ReadCircuitPageAsync(
        this PortalBrowser browser, string path, CancellationToken cancellationToken = default) =>
        CircuitPage.ReadAsync(browser.Client, path, cancellationToken);

    /// <summary>Connects without starting a circuit.</summary>
    public static Task<TestCircuit> ConnectCircuitAsync(this PortalBrowser browser, CancellationToken cancellationToken = default) =>
        TestCircuit.ConnectAsync(browser.Client.BaseAddress!, browser.Cookies, cancellationToken: cancellationToken);
}
