using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Demo;

/// <summary>Pauses and runs the simulator of the demo store; every node reads it from the store's row.</summary>
public sealed class DemoSimulatorSwitch(PortalDb db)
{
    public async Task<bool> IsPausedAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var portal = db.ForTenant(tenantId);
        return await portal.Tenants.Where(t => t.Id == tenantId).Select(t => t.SimulatorPaused).SingleAsync(cancellationToken);
    }

    public async Task SetPausedAsync(Guid tenantId, bool isPaused, CancellationToken cancellationToken)
    {
        await using var portal = db.ForTenant(tenantId);
        await portal.Tenants.Where(t => t.Id == tenantId && t.IsDemo)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.SimulatorPaused, isPaused), cancellationToken);
    }
}
