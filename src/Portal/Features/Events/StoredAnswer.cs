using System.Buffers;
using System.Text.Json;
using Portal.Infrastructure.Events;

namespace Portal.Features.Events;

/// <summary>
/// Says how many messages were taken. Its length stands in the head, so that head and body leave in one piece: shops that send
/// event by event get as many answers as there are events.
/// </summary>
internal sealed class StoredAnswer(IngestResult.Stored stored) : IResult
{
    public Task ExecuteAsync(HttpContext context)
    {
        var body = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteBoolean("success"u8, true);
            json.WriteNumber("accepted"u8, stored.Accepted);
            json.WriteNumber("duplicates"u8, stored.Duplicates);
            json.WritePropertyName("rejected"u8);
            JsonSerializer.Serialize(json, stored.Rejected, JsonSerializerOptions.Web);
            json.WriteEndObject();
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.WrittenCount;
        context.Response.BodyWriter.Write(body.WrittenSpan);
        return Task.CompletedTask;
    }
}
