namespace Portal.Hosting.Circuits;

/// <summary>The place of one open page. It is given back once, by whoever has it at the end.</summary>
internal sealed class CircuitPlace(Action giveBack) : IDisposable
{
    private static readonly AsyncLocal<CircuitPlace?> Offered = new();

    private int _isAdopted, _isGivenBack;

    /// <summary>Offers the place to the circuit that is started next in this flow.</summary>
    public void Offer() => Offered.Value = this;

    /// <summary>Gives it back unless a circuit has taken it.</summary>
    public void GiveBackUnlessAdopted()
    {
        Offered.Value = null;
        if (Volatile.Read(ref _isAdopted) == 0)
            Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isGivenBack, 1) == 0)
            giveBack();
    }

    /// <summary>Keeps the place for as long as the services of a circuit live.</summary>
    public sealed class Holder : IDisposable
    {
        private readonly CircuitPlace? _place = Adopt();

        /// <inheritdoc />
        public void Dispose() => _place?.Dispose();

        private static CircuitPlace? Adopt() =>
            Offered.Value is { } offered && Interlocked.Exchange(ref offered._isAdopted, 1) == 0 ? offered : null;
    }
}
