using Portal.Infrastructure.Imports.Reading;

namespace Portal.Features.Imports;

/// <summary>A stream that tells how much of it has been read.</summary>
internal sealed class MeasuredStream(Stream inner, Action<long> tell) : ForwardStream
{
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = await inner.ReadAsync(buffer, cancellationToken);
        _read += length;
        tell(_read);
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
