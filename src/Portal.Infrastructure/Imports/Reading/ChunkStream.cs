using Npgsql;

namespace Portal.Infrastructure.Imports.Reading;

/// <summary>A file of an import, read from its pieces one at a time.</summary>
internal sealed class ChunkStream(NpgsqlConnection connection, Guid tenantId, Guid importId) : ForwardStream
{
    private byte[] _chunk = [];
    private int _at;
    private int _next;
    private bool _isEnded;

    /// <summary>Bytes handed out so far.</summary>
    public long BytesRead { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _chunk.Length && !_isEnded)
            await NextAsync(cancellationToken);
        var length = Math.Min(buffer.Length, _chunk.Length - _at);
        _chunk.AsSpan(_at, length).CopyTo(buffer.Span);
        _at += length;
        BytesRead += length;
        return length;
    }

    private async Task NextAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select content from import_chunks where tenant_id = $1 and import_id = $2 and number = $3", connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = importId });
        command.Parameters.Add(new() { Value = _next++ });
        (_chunk, _at) = (await command.ExecuteScalarAsync(cancellationToken) as byte[] ?? [], 0);
        _isEnded = _chunk.Length == 0;
    }
}
