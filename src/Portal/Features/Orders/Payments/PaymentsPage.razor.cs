using System.Globalization;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Features.Analytics;
using Portal.Features.Shared;
using Portal.Infrastructure.Orders.Payments;

namespace Portal.Features.Orders.Payments;

/// <summary>Money that came and went, by day, method and state, what it cost, and each payment and refund.</summary>
public sealed partial class PaymentsPage(PaymentQueries payments)
{
    private IReadOnlyList<Kpi> _kpis = PaymentKpis.Of(new([], 0), null, (0, 0), "EUR");
    private IReadOnlyList<Bar> _methods = [];
    private IReadOnlyList<Bar> _states = [];
    private IReadOnlyList<DataColumn<PaymentRow>> _columns = [];
    private ChartOptions? _chart;

    private string Export => RangeParameters.With(PortalUrls.PaymentsExport(Current.Slug), Range);

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var (range, before) = (Range.Days, Range.Days.Before);
        var asked = payments.SumsAsync(Current.TenantId, range, cancellationToken);
        var askedBefore = payments.SumsAsync(Current.TenantId, before, cancellationToken);
        var refunds = payments.RefundsAsync(Current.TenantId, Current.TimeZone, range, cancellationToken);
        var refundsBefore = payments.RefundsAsync(Current.TenantId, Current.TimeZone, before, cancellationToken);
        var outstanding = payments.OutstandingAsync(Current.TenantId, cancellationToken);
        if (_columns.Count == 0)
            _columns = PaymentColumns.For(Current, await payments.MethodsAsync(Current.TenantId, cancellationToken));

        var (sums, back) = (await asked, await refunds);
        _kpis = PaymentKpis.Of(new(sums, back.Values.Sum()), new(await askedBefore, (await refundsBefore).Values.Sum()), await outstanding,
            Current.Currency);
        _chart = Chart(range, sums.Where(sum => sum.Came).GroupBy(sum => sum.Day)
            .ToDictionary(day => day.Key, day => day.Sum(sum => sum.Amount)), back);
        _methods = [.. PaymentPart.Methods(sums).Select(Method)];
        _states = [.. PaymentPart.States(sums).Select(state => new Bar(state.Name, state.Payments,
            $"{NumberFormat.Full(state.Payments)}, {MoneyFormat.Brief(state.Amount, Current.Currency)}"))];
        return sums.Count > 0 || back.Count > 0;
    }

    private Bar Method(PaymentPart method)
    {
        var cost = method.Fees == 0 ? "" : $", fees {MoneyFormat.Brief(method.Fees, Current.Currency)}";
        return new(method.Name, (double)method.Amount, MoneyFormat.Brief(method.Amount, Current.Currency) + cost);
    }

    private ChartOptions Chart(DayRange range, Dictionary<DateOnly, decimal> came, IReadOnlyDictionary<DateOnly, decimal> back)
    {
        var today = Clock.Day(Time.GetUtcNow());
        IReadOnlyList<decimal?> Line(IReadOnlyDictionary<DateOnly, decimal> days) =>
            [.. range.Each().Select(day => day > today ? (decimal?)null : days.GetValueOrDefault(day))];
        return new(
            ChartKind.Line,
            $"Payments and refunds by day, {range.Name(today)}: {MoneyFormat.Brief(came.Values.Sum(), Current.Currency)} came, "
                + $"{MoneyFormat.Brief(back.Values.Sum(), Current.Currency)} went back",
            [.. range.Each().Select(day => day.ToString("d MMM", CultureInfo.InvariantCulture))],
            [new("Captured", Metric.Revenue, Line(came)), new("Refunds", Metric.Refunds, Line(back))])
        {
            CategoryTitle = "Day",
            Prefix = MoneyFormat.Symbol(Current.Currency) + " ",
            FileName = $"payments-{range.From:yyyy-MM-dd}",
            Height = 280,
            Unfinished = range.To >= today && range.From <= today ? 1 : 0,
        };
    }

    private Task<TablePage<PaymentRow>> LoadPaymentsAsync(TableQuery query, CancellationToken cancellationToken) =>
        payments.ListAsync(Current.TenantId, Current.TimeZone, Range.Days, query, cancellationToken);
}
