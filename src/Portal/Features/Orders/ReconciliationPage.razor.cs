using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Orders.Reconciling;

namespace Portal.Features.Orders;

/// <summary>Where the shop's own totals and the ledger differ, day by day and order by order.</summary>
public sealed partial class ReconciliationPage(ReconciliationQueries reconciliation)
{
    private List<ReconciledDay> _days = [];
    private List<DifferingOrder> _orders = [];

    private string Symbol => MoneyFormat.Symbol(Current.Currency);

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var days = reconciliation.DaysAsync(Current.TenantId, Range.Days, cancellationToken);
        _orders = await reconciliation.OrdersAsync(Current.TenantId, Range.Days, cancellationToken);
        _days = await days;
        return _days.Count > 0;
    }

    private string Digits(decimal amount) => MoneyFormat.Digits(amount, Current.Currency);
}
