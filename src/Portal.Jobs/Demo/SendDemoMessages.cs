namespace Portal.Jobs.Demo;

/// <summary>Hands messages of the demo's visitors to the portal's own event API.</summary>
/// <param name="writeKey">The demo site's key.</param>
/// <param name="body">What a shop would post to <c>/v1/batch</c>: UTF-8 JSON within the API's limits.</param>
/// <returns>Completes when the events are stored, and fails when they are not.</returns>
public delegate Task SendDemoMessages(string writeKey, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
