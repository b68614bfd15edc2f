using System.Buffers;

namespace Portal.Infrastructure.Shared.Spooling;

/// <summary>
/// Bytes on their way between the database and a client. One side writes as fast as it can, the other reads as fast as it can, from
/// the beginning and while it is still written. The first megabyte is kept in memory, the rest in a file that nobody else can open and
/// that is gone with the process, however it ends.
/// </summary>
public sealed class Spool : IAsyncDisposable
{
    private const int MemoryBytes = 1024 * 1024;

    private readonly string _directory;
    private readonly long _maxBytes;
    private readonly Lock _lock = new();
    private byte[]? _memory = ArrayPool<byte>.Shared.Rent(MemoryBytes);
    private FileStream? _file;
    private long _length;
    private bool _isComplete;
    private Exception? _fault;
    private TaskCompletionSource? _reader;

    internal Spool(string directory, long maxBytes) => (_directory, _maxBytes) = (directory, maxBytes);

    /// <summary>Bytes so far.</summary>
    public long Length => Interlocked.Read(ref _length);

    /// <summary>Adds bytes at the end; one call at a time.</summary>
    /// <exception cref="SpoolFullException">They are too many, or the disk is full.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var length = Length;
        if (length + bytes.Length > _maxBytes)
            throw new SpoolFullException($"A file has at most {_maxBytes / 1024 / 1024} MB.");

        var kept = (int)Math.Clamp(MemoryBytes - length, 0, bytes.Length);
        bytes[..kept].CopyTo(Memory().AsMemory((int)Math.Min(length, MemoryBytes)));
        if (kept < bytes.Length)
            await WriteFileAsync(bytes[kept..], Math.Max(0, length - MemoryBytes), cancellationToken);
        Interlocked.Add(ref _length, bytes.Length);
        Wake();
    }

    /// <summary>Reads all of a stream.</summary>
    /// <param name="maxBytes">Of the stream; the rest is left unread.</param>
    /// <returns>False when it had more.</returns>
    public async Task<bool> FillAsync(Stream source, long maxBytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (var total = 0L; ;)
            {
                var read = await source.ReadAsync(buffer, cancellationToken);
                if (read == 0)
                    return true;
                if ((total += read) > maxBytes)
                    return false;
                await WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Says that nothing more is written.</summary>
    /// <param name="fault">What broke it off, to be thrown where it is read; null when it is whole.</param>
    public void Complete(Exception? fault = null)
    {
        lock (_lock)
            (_isComplete, _fault) = (true, fault);
        Wake();
    }

    /// <summary>Reads from a place on, waiting for bytes that are still to come.</summary>
    /// <returns>How many; 0 at the end.</returns>
    public async ValueTask<int> ReadAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (position >= Length)
        {
            Task more;
            lock (_lock)
            {
                if (position < Length)
                    break;
                if (_fault is not null)
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_fault);
                if (_isComplete)
                    return 0;
                more = (_reader ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await more.WaitAsync(cancellationToken);
        }

        var count = (int)Math.Min(buffer.Length, Length - position);
        if (position >= MemoryBytes)
            return await RandomAccess.ReadAsync(_file!.SafeFileHandle, buffer[..count], position - MemoryBytes, cancellationToken);
        count = Math.Min(count, (int)(MemoryBytes - position));
        Memory().AsMemory((int)position, count).CopyTo(buffer);
        return count;
    }

    /// <summary>A stream to write to.</summary>
    public Stream OpenWrite() => new SpoolStream(this, isReader: false);

    /// <summary>A stream that reads from the beginning.</summary>
    public Stream OpenRead() => new SpoolStream(this, isReader: true);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _file?.Dispose();
        if (Interlocked.Exchange(ref _memory, null) is { } memory)
            ArrayPool<byte>.Shared.Return(memory);
        return ValueTask.CompletedTask;
    }

    private byte[] Memory() => _memory ?? throw new ObjectDisposedException(nameof(Spool));

    private async ValueTask WriteFileAsync(ReadOnlyMemory<byte> bytes, long position, CancellationToken cancellationToken)
    {
        try
        {
            _file ??= OpenFile();
            await RandomAccess.WriteAsync(_file.SafeFileHandle, bytes, position, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new SpoolFullException("The file could not be kept.", exception);
        }
    }

    private FileStream OpenFile()
    {
        Directory.CreateDirectory(_directory);
        var path = Path.Combine(_directory, Path.GetRandomFileName());
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.Asynchronous | (OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None),
            UnixCreateMode = OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite,
            BufferSize = 0,
        });

        // Without a name, the system frees it when the process ends, even when that is killed.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }

    private void Wake()
    {
        TaskCompletionSource? reader;
        lock (_lock)
            (reader, _reader) = (_reader, null);
        reader?.TrySetResult();
    }
}
