using System.Buffers;
using System.IO.Compression;
using Portal.Domain.Events;

namespace Portal.Features.Events;

/// <summary>A request's body after decompression, in a pooled buffer, or the problem it had.</summary>
internal sealed class EventBody : IDisposable
{
    private static readonly string[] MediaTypes = ["application/json", "text/plain"];

    private byte[]? _buffer;
    private int _length;

    /// <summary>Why the body cannot be taken; null when it can.</summary>
    public BodyProblem? Problem { get; private init; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    public static async Task<EventBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var mediaType = request.ContentType?.Split(';')[0].Trim();
        if (mediaType is not null && !MediaTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase))
        {
            return new() { Problem = new(415, "unsupported_media_type", "The body is sent as application/json or text/plain.") };
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not "" and not "identity" and not "gzip")
        {
            return new() { Problem = new(415, "unsupported_encoding", "The body is sent plain or with gzip.") };
        }

        var body = new EventBody();
        try
        {
            await body.FillAsync(request, encoding == "gzip", cancellationToken);
            return body._length <= EventLimits.RequestBytes ? body : body.Refuse(TooLarge());
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return body.Refuse(TooLarge());
        }
        catch (InvalidDataException)
        {
            return body.Refuse(new(400, "invalid_gzip", "The body is not gzip, though Content-Encoding says so."));
        }
    }

    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }
    }

    // Reads one byte past the limit at most, so that a compressed bomb costs no more than a body of the allowed size.
    private async Task FillAsync(HttpRequest request, bool isCompressed, CancellationToken cancellationToken)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(isCompressed ? EventLimits.RequestBytes + 1
            : (int)Math.Min(EventLimits.RequestBytes, request.ContentLength ?? EventLimits.RequestBytes) + 1);
        await using var stream = isCompressed ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : request.Body;
        var limit = Math.Min(_buffer.Length, EventLimits.RequestBytes + 1);
        while (_length < limit)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_length, limit - _length), cancellationToken);
            if (read == 0)
            {
                return;
            }

            _length += read;
        }
    }

    private EventBody Refuse(BodyProblem problem)
    {
        Dispose();
        return new() { Problem = problem };
    }

    private static BodyProblem TooLarge() =>
        new(413, "body_too_large", $"A request has at most {EventLimits.RequestBytes / 1024} KB after decompression.");
}

/// <summary>Why a body cannot be taken.</summary>
internal sealed record BodyProblem(int Status, string Code, string Reason);
