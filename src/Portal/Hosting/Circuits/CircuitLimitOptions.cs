using System.ComponentModel.DataAnnotations;

namespace Portal.Hosting.Circuits;

/// <summary>What one open page may ask of a node, and how many may be open; section <c>Circuits</c>.</summary>
public sealed class CircuitLimitOptions : IValidatableObject
{
    /// <summary>
    /// Messages a second that a page may send for long; more than the burst closes it. Pieces of an upload do not count. Default: 100.
    /// </summary>
    [Range(10, 10_000)]
    public int MessagesPerSecond { get; init; } = 100;

    /// <summary>Messages that a page may send at once. Default: 1,000.</summary>
    [Range(100, 100_000)]
    public int MessageBurst { get; init; } = 1_000;

    /// <summary>
    /// Changes of the address a second that a page may make for long; further ones wait, and cost ten messages each. Default: 20.
    /// </summary>
    [Range(1, 100)]
    public int NavigationsPerSecond { get; init; } = 20;

    /// <summary>Changes of the address that a page may make at once. Default: 20.</summary>
    [Range(2, 1_000)]
    public int NavigationBurst { get; init; } = 20;

    /// <summary>Kilobytes a second that a page may send for long beside its uploads; further ones wait. Default: 256.</summary>
    [Range(64, 65_536)]
    public int KilobytesPerSecond { get; init; } = 256;

    /// <summary>Kilobytes that a page may send at once. Default: 4,096.</summary>
    [Range(1_024, 1_048_576)]
    public int KilobyteBurst { get; init; } = 4_096;

    /// <summary>Pages that one person may have open on a node. Default: 50.</summary>
    [Range(1, 100_000)]
    public int MaxPerPerson { get; init; } = 50;

    /// <summary>
    /// Pages that one network address may have open on a node; an office or a proxy that is not known has one address. Default: 500.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxPerAddress { get; init; } = 500;

    /// <summary>Pages whose connection was lost that a node keeps for their return. Default: 200.</summary>
    [Range(0, 100_000)]
    public int MaxDisconnected { get; init; } = 200;

    /// <summary>Seconds that such a page is kept. Default: 180.</summary>
    [Range(1, 3_600)]
    public int DisconnectedSeconds { get; init; } = 180;

    /// <summary>Seconds that a call of a page's script may take. Default: 30.</summary>
    [Range(1, 600)]
    public int ScriptCallSeconds { get; init; } = 30;

    /// <summary>Changes of the screen that may wait for a slow browser. Default: 10.</summary>
    [Range(2, 100)]
    public int MaxUnconfirmedBatches { get; init; } = 10;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MessageBurst < MessagesPerSecond)
            yield return new($"The burst is at least Circuits:MessagesPerSecond ({MessagesPerSecond}).", [nameof(MessageBurst)]);
        if (NavigationBurst < NavigationsPerSecond)
            yield return new($"The burst is at least Circuits:NavigationsPerSecond ({NavigationsPerSecond}).", [nameof(NavigationBurst)]);
        if (KilobyteBurst < KilobytesPerSecond)
            yield return new($"The burst is at least Circuits:KilobytesPerSecond ({KilobytesPerSecond}).", [nameof(KilobyteBurst)]);
        if (MaxPerAddress < MaxPerPerson)
            yield return new($"At least Circuits:MaxPerPerson ({MaxPerPerson}).", [nameof(MaxPerAddress)]);
    }
}
