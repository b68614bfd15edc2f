using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Domain.Tenancy;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Api;

namespace Portal.Features.Api.Resources;

/// <summary>Takes what is written to a resource.</summary>
internal static class ResourceWrites
{
    /// <summary>What every write says of repeating it.</summary>
    public const string Once = "With an Idempotency-Key the same request sent again within two days is done once and answered the same.";

    private const string KeyHeader = "Idempotency-Key";
    private const int KeyCharacters = 200;
    private const int MaxValues = 1_000_000;

    /// <summary>Bytes of a body at most.</summary>
    public const long MaxBytes = 8 * 1024 * 1024;

    public static Task<IResult> PutAsync(Resource resource, string id, ApiCall call, HttpContext context, ResourceWriter writer) =>
        TakeAsync(resource, context, (body, once) => writer.PutAsync(
            call.Store.TenantId, resource, id, ResourceRow.Read(resource, body), Condition(context.Request), once, context.RequestAborted));

    public static Task<IResult> PutAllAsync(Resource resource, ApiCall call, HttpContext context, ResourceWriter writer) =>
        TakeAsync(resource, context, async (body, once) => ResourceRow.RowsOf(body) is { } rows
            ? await writer.PutAllAsync(call.Store.TenantId, resource, [.. rows.Select(row => ResourceRow.Read(resource, row))], once,
                context.RequestAborted)
            : new ResourceWriteResult.Invalid(FieldErrors.Of("rows",
                $"Send an object whose rows are a list of 1 to {ResourceWriter.MaxRows} objects.")));

    private static async Task<IResult> TakeAsync(
        Resource resource, HttpContext context, Func<JsonElement, IdempotentRequest?, Task<ResourceWriteResult>> write)
    {
        var key = context.Request.Headers[KeyHeader].ToString();
        if (key.Length > KeyCharacters)
            return Problems.Of(StatusCodes.Status400BadRequest, Problems.Invalid,
                $"An {KeyHeader} has at most {KeyCharacters} characters.");
        if (await ReadAsync(context) is not { } bytes)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, Problems.TooLarge,
                $"Send at most {MaxBytes / 1024 / 1024} MB at once.");

        // What is parsed of a value takes many times the room of its signs.
        if (bytes.Span.Count((byte)',') > MaxValues)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "too_many_values", $"Send at most {MaxValues} values at once.");
        if (!Utf8.IsValid(bytes.Span))
            return Problems.Of(StatusCodes.Status400BadRequest, Problems.Malformed, "The body is not UTF-8.");
        try
        {
            using var body = JsonDocument.Parse(bytes, new() { MaxDepth = 16 });
            return Answer(resource, context, await write(body.RootElement, key.Length == 0 ? null : Request(key, context.Request, bytes)));
        }
        catch (JsonException exception)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, Problems.Malformed,
                $"The body is no JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }
    }

    private static IResult Answer(Resource resource, HttpContext context, ResourceWriteResult result)
    {
        switch (result)
        {
            case ResourceWriteResult.Written written:
                if (written.Version is not null)
                    context.Response.Headers.ETag = written.Version;
                if (written is { Status: StatusCodes.Status201Created, Address: { } address })
                    context.Response.Headers.Location = $"/api/v1/{resource.Name}/{Uri.EscapeDataString(address)}";
                if (written.IsRepeated)
                    context.Response.Headers["Idempotency-Replayed"] = "true";
                return Results.Text(written.Body, "application/json; charset=utf-8", statusCode: written.Status);
            case ResourceWriteResult.Invalid invalid:
                return Problems.Fields(invalid.Errors);
            case ResourceWriteResult.PreconditionFailed:
                return Problems.Of(StatusCodes.Status412PreconditionFailed, "precondition_failed",
                    $"The {resource.One} is not as the request's conditions say. Read it again and repeat the change.");
            case ResourceWriteResult.KeyReused:
                return Problems.Of(StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused",
                    $"This {KeyHeader} belongs to another request.");
            default:
                throw new InvalidOperationException($"Unknown result {result}.");
        }
    }

    private static ResourceCondition Condition(HttpRequest request) =>
        new(Tags(request.Headers.IfMatch), Tags(request.Headers.IfNoneMatch));

    private static IReadOnlyList<string> Tags(IEnumerable<string?> headers) =>
        [.. headers.OfType<string>().SelectMany(header => header.Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    // What the request demands of the row belongs to what is repeated.
    private static IdempotentRequest Request(string key, HttpRequest request, ReadOnlyMemory<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(body.Span);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Headers.IfMatch}\n{request.Headers.IfNoneMatch}"));
        return new(key, $"{request.Method} {request.Path}", hash.GetHashAndReset());
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBytes)
            return null;
        var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MaxBytes)
                return null;
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
