namespace Portal.Components.Shared;

/// <summary>The states every panel has. A panel with old figures is Ready and says since when.</summary>
public abstract record PanelState
{
    private PanelState() { }

    /// <summary>Nothing has come yet.</summary>
    public static readonly PanelState Loading = new LoadingState();

    /// <summary>There is nothing to show; the panel says what will be here.</summary>
    public static readonly PanelState Empty = new EmptyPanel();

    /// <summary>There is something to show.</summary>
    public static readonly PanelState Ready = new ReadyState(null);

    /// <summary>The last figures stay while newer ones do not come.</summary>
    /// <param name="asOf">When they were true, in the store's time: 14:32.</param>
    public static PanelState Stale(string asOf) => new ReadyState(asOf);

    /// <summary>It could not be loaded.</summary>
    /// <param name="reason">In plain words.</param>
    /// <param name="id">To quote when asking for help; it is in the log.</param>
    public static PanelState Failed(string reason, string id) => new FailedState(reason, id);

    internal sealed record LoadingState : PanelState;

    internal sealed record EmptyPanel : PanelState;

    internal sealed record ReadyState(string? AsOf) : PanelState;

    internal sealed record FailedState(string Reason, string Id) : PanelState;
}
