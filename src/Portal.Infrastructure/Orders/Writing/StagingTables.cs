using Npgsql;

namespace Portal.Infrastructure.Orders.Writing;

/// <summary>
/// The temporary tables through which every order, refund, payment and shipment is written: what was stated, then what was
/// worked out of it (from order_id on). They live as long as a transaction.
/// </summary>
internal static class StagingTables
{
    private const string Create = """
        create temp table staged_orders (
          external_id text, number text, source text, status text, placed_at timestamptz, revised_at timestamptz, cancelled_at timestamptz,
          customer text, email text, first_name text, last_name text, city text, country text, channel text, coupon text,
          currency text, rate numeric, tax_included boolean, discount numeric, tax numeric, shipping numeric, stated_total numeric, note text,
          order_id uuid, customer_id uuid, placed_on date, fingerprint text, outcome text
        ) on commit drop;
        create temp table staged_lines (
          external_id text, line integer, sku text, name text, quantity numeric, unit_price numeric, discount numeric, tax numeric, unit_cost numeric,
          order_id uuid, variant_id uuid, product_id uuid
        ) on commit drop;
        create temp table staged_refunds (
          external_id text, order_external_id text, source text, refunded_at timestamptz, customer text, email text, first_name text, last_name text,
          city text, country text, channel text, currency text, rate numeric, amount numeric, tax numeric, shipping numeric, reason text, note text,
          refund_id uuid, order_id uuid, customer_id uuid, refunded_on date, fingerprint text, outcome text
        ) on commit drop;
        create temp table staged_refund_lines (
          external_id text, line integer, order_line integer, sku text, name text, quantity numeric, amount numeric, tax numeric, reason text, restock boolean
        ) on commit drop;
        create temp table staged_payments (
          external_id text, order_external_id text, method text, reference text, state text, amount numeric, fee numeric, paid_at timestamptz
        ) on commit drop;
        create temp table staged_shipments (
          external_id text, order_external_id text, carrier text, tracking text, tracking_url text, shipped_at timestamptz, delivered_at timestamptz
        ) on commit drop;
        create temp table touched_documents (document_id uuid primary key) on commit drop;
        create temp table posted_entries (
          document_id uuid, kind text, sku text, units numeric, store_amount numeric, booked_on date, ordered_on date, customer_id uuid, channel text, country text
        ) on commit drop;
        create temp table product_changes (
          booked_on date, ordered_on date, channel text, sku text, orders integer, units numeric, refunded_units numeric, gross numeric, discounts numeric,
          refunds numeric, fees numeric, cost numeric
        ) on commit drop;
        create temp table presence_changes (customer_id uuid, day date, before date, customers integer) on commit drop;
        """;

    private const string Empty = """
        truncate staged_orders, staged_lines, staged_refunds, staged_refund_lines, staged_payments, staged_shipments, touched_documents, posted_entries,
          product_changes, presence_changes;
        """;

    // A store that came after the server last looked at its tables is not in its statistics, so that a plan made for that store
    // takes its rows for none and walks all of them for each staged one. A plan for any store takes them for the mean of all.
    private const string PlanForUnknownStore =
        "select set_config('plan_cache_mode', case when statistics_know_store(app_tenant_id()) then 'auto' else 'force_generic_plan' "
            + "end, true)";

    /// <summary>
    /// Makes them for the open transaction, or empties those that it has, and has the transaction's statements planned for rows that the
    /// statistics do not know.
    /// </summary>
    public static async Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            do $$ begin
              if to_regclass('pg_temp.staged_orders') is null then
                {Create}
              else
                {Empty}
              end if;
            end $$;
            {PlanForUnknownStore};
            """, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
