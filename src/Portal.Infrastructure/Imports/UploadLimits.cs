using Microsoft.Extensions.Options;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Imports;

/// <summary>Decides whether a store may send a file now, before any of it is read.</summary>
public sealed class UploadLimits(PortalDatabase database, IOptions<UploadOptions> options)
{
    private readonly UploadOptions _options = options.Value;

    /// <summary>How long one file may take to arrive.</summary>
    public TimeSpan MaxTime => TimeSpan.FromMinutes(_options.MaxMinutes);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _byStore = [];
    private int _uploads;

    /// <param name="bytes">Of the file as far as they are known; 0 else.</param>
    public async Task<UploadAdmission> EnterAsync(Guid tenantId, long bytes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_byStore.GetValueOrDefault(tenantId) >= _options.PerStore)
                return new UploadAdmission.StoreBusy(_options.PerStore);
            if (_uploads >= _options.AtOnce)
                return new UploadAdmission.AllBusy();
            _uploads++;
            _byStore[tenantId] = _byStore.GetValueOrDefault(tenantId) + 1;
        }

        var admitted = new UploadAdmission.Admitted(() => Leave(tenantId));
        try
        {
            if (await RoomAsync(tenantId, bytes, cancellationToken) is not { } full)
                return admitted;
            admitted.Dispose();
            return full;
        }
        catch
        {
            admitted.Dispose();
            throw;
        }
    }

    private async Task<UploadAdmission.Full?> RoomAsync(Guid tenantId, long bytes, CancellationToken cancellationToken)
    {
        var kept = (await database.FindAsync(
            tenantId,
            """
            select count(*), coalesce(sum(i.bytes), 0)::bigint from imports i
            where i.tenant_id = $1 and exists (select 1 from import_chunks c where c.tenant_id = $1 and c.import_id = i.id and c.number = 0)
            """,
            [], row => Tuple.Create(row.GetInt64(0), row.GetInt64(1)), cancellationToken))!;
        return kept.Item1 >= _options.MaxFiles || kept.Item2 + bytes > _options.MaxStoredMegabytes * 1024L * 1024
            ? new(_options.MaxFiles, _options.MaxStoredMegabytes)
            : null;
    }

    private void Leave(Guid tenantId)
    {
        lock (_lock)
        {
            _uploads--;
            if (--_byStore[tenantId] == 0)
                _byStore.Remove(tenantId);
        }
    }
}

/// <summary>Whether a file may be sent.</summary>
public abstract record UploadAdmission
{
    private UploadAdmission()
    {
    }

    /// <summary>It may; dispose it when the file is in, or is not to come.</summary>
    public sealed record Admitted : UploadAdmission, IDisposable
    {
        private Action? _leave;

        internal Admitted(Action leave) => _leave = leave;

        /// <inheritdoc />
        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }

    /// <summary>The store sends as many files already as it may.</summary>
    public sealed record StoreBusy(int PerStore) : UploadAdmission;

    /// <summary>All stores together do.</summary>
    public sealed record AllBusy : UploadAdmission;

    /// <summary>Too many of the store's files are kept.</summary>
    public sealed record Full(int MaxFiles, int MaxMegabytes) : UploadAdmission;
}
