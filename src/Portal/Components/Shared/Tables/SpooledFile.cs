using System.Buffers;
using Microsoft.Net.Http.Headers;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Shared.Spooling;

namespace Portal.Components.Shared.Tables;

/// <summary>
/// Answers with a file that is written while it is sent. Writing never waits for the client, so that whatever is read for it from the
/// database is read as fast as the database tells it, and its connection is given back long before a slow client has all of the file.
/// </summary>
/// <param name="write">Writes the whole file; its first bytes come once the database has answered.</param>
public sealed partial class SpooledFile(string fileName, string contentType, Func<Stream, Task> write) : IResult
{
    private const int Piece = 64 * 1024;

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var spool = httpContext.RequestServices.GetRequiredService<Spools>().Create();
        var writing = WriteAsync(spool);
        try
        {
            await SendAsync(httpContext, spool);
        }
        catch (Exception exception) when (httpContext.Response.HasStarted && KnownFailure.Of(exception) is { } failure)
        {
            // A file that ends early would be taken for the whole of it.
            Log.BrokenOff(httpContext.RequestServices.GetRequiredService<ILogger<SpooledFile>>(), failure.Code, exception.Message);
            httpContext.Abort();
        }
        finally
        {
            await writing;
        }
    }

    private async Task WriteAsync(Spool spool)
    {
        try
        {
            await using var target = spool.OpenWrite();
            await write(target);
            spool.Complete();
        }
#pragma warning disable CA1031 // It is thrown where the file is read.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            spool.Complete(exception);
        }
    }

    private async Task SendAsync(HttpContext context, Spool spool)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var cancel = context.RequestAborted;
            var read = await spool.ReadAsync(0, buffer, cancel);
            context.Response.ContentType = contentType;
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(fileName);
            context.Response.Headers.ContentDisposition = disposition.ToString();
            for (long sent = 0; read > 0; read = await spool.ReadAsync(sent, buffer, cancel))
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), cancel);
                sent += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A file was broken off while it was sent, {Code}: {Reason}")]
        public static partial void BrokenOff(ILogger logger, string code, string reason);
    }
}
