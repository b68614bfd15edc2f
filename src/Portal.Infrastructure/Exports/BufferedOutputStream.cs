using System.Buffers;

namespace Portal.Infrastructure.Exports;

/// <summary>
/// Buffers what is written to it until it is handed on, so that writers of files need not wait for whoever reads them. It cannot be
/// sought in, like the answer of a request.
/// </summary>
internal sealed class BufferedOutputStream : Stream
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256 * 1024);

    /// <summary>Bytes that were not handed on yet.</summary>
    public int BufferedBytes => _bytes.WrittenCount;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Hands on what is buffered.</summary>
    public async Task DrainAsync(Stream target, CancellationToken cancellationToken)
    {
        await target.WriteAsync(_bytes.WrittenMemory, cancellationToken);
        _bytes.ResetWrittenCount();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _bytes.Write(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        _bytes.Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _bytes.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
