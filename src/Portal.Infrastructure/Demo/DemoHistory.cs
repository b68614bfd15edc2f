using Npgsql;
using Portal.Domain.Demo.Sales;
using Portal.Domain.Demo.Visits;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// Writes what a demo's engine tells into the store's tables, inside the caller's transaction. Events stream through;
/// only customers and orders, a hundredth of them, are gathered first.
/// </summary>
internal sealed class DemoHistory(NpgsqlConnection connection, DemoTarget target)
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(4);

    private readonly List<DemoCustomer> _customers = [];
    private readonly List<DemoOrder> _orders = [];
    private readonly List<DemoRefund> _refunds = [];

    /// <summary>Lets the engine run to an instant and writes all of it.</summary>
    public async Task<DemoTotals> WriteAsync(
        DemoTraffic traffic, DateTimeOffset until, DateTimeOffset? receivedAt, IProgress<DemoProgress>? progress,
        CancellationToken cancellationToken)
    {
        var from = traffic.At;
        var events = await EventsAsync(traffic, until, new(receivedAt, until), progress, cancellationToken);

        progress?.Report(new(0.96, "Writing customers and orders"));
        await new DemoCustomerCopy(connection, target).WriteAsync(_customers, cancellationToken);
        await new DemoLedger(connection, target).WriteAsync(_orders, _refunds, cancellationToken);
        await AnalyzeAsync(cancellationToken);
        await DeliverAsync(traffic.Seed, from, until, cancellationToken);
        return new(events, _customers.Count, _orders.Count, _orders.Sum(o => o.Total), _refunds.Sum(r => r.Amount));
    }

    // What follows joins the orders of this transaction, of which the server's own statistics know nothing yet.
    private async Task AnalyzeAsync(CancellationToken cancellationToken)
    {
        if (_orders.Count < 1_000)
            return;
        await using var analyze = new NpgsqlCommand("analyze variants, customers, orders, order_lines, refunds, refund_lines", connection);
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<long> EventsAsync(
        DemoTraffic traffic, DateTimeOffset until, DemoReceipt receipt, IProgress<DemoProgress>? progress,
        CancellationToken cancellationToken)
    {
        var batches = new DemoBatches(connection, target);
        var arrivals = new DemoArrivals(connection, target);
        var events = await CopyAsync(traffic, until, receipt, batches, arrivals, progress, cancellationToken);
        await batches.WriteAsync(cancellationToken);
        await arrivals.WriteAsync(cancellationToken);
        return events;
    }

    private async Task<long> CopyAsync(
        DemoTraffic traffic, DateTimeOffset until, DemoReceipt receipt, DemoBatches batches, DemoArrivals arrivals,
        IProgress<DemoProgress>? progress, CancellationToken cancellationToken)
    {
        await using var importer = await connection.BeginBinaryImportAsync(DemoEventCopy.Statement, cancellationToken);
        using var copy = new DemoEventCopy(importer, target, receipt);
        var from = traffic.At;
        var events = 0L;
        while (traffic.At < until)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = traffic.At + Step;
            var batch = traffic.Advance(next < until ? next : until);
            copy.BatchId = batches.Next(batch.Events, receipt);
            copy.Write(batch.Events);
            arrivals.Add(batch.Events, receipt);
            events += batch.Events.Count;
            _customers.AddRange(batch.Customers);
            _orders.AddRange(batch.Orders);
            _refunds.AddRange(batch.Refunds);
            progress?.Report(new(0.1 + (0.85 * ((traffic.At - from) / (until - from))), $"Writing {traffic.At:MMMM yyyy}"));
        }

        await importer.CompleteAsync(cancellationToken);
        return events;
    }

    private async Task DeliverAsync(ulong seed, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var since = from - DemoReturn.Longest;
        await new DemoCancellations(connection, target).RunAsync(seed, since, until, cancellationToken);
        await using var rows = connection.CreateBatch();
        DemoReviews.Add(rows, target, seed, _orders, until);
        DemoParcels.Add(rows, target, until);
        await rows.ExecuteNonQueryAsync(cancellationToken);
        await new DemoReturns(connection, target).RunAsync(seed, since, until, cancellationToken);
    }
}
