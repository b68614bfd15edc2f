using Portal.Domain.Demo.Sales;

namespace Portal.Domain.Demo;

/// <summary>What happened in the demo store between two instants, each list in the order of time.</summary>
public sealed class DemoBatch
{
    public List<DemoEvent> Events { get; } = [];
    public List<DemoCustomer> Customers { get; } = [];
    public List<DemoOrder> Orders { get; } = [];
    public List<DemoRefund> Refunds { get; } = [];
}
