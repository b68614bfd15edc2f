-- The server plans for a store by what its statistics say of that store. One that came after they were gathered seems to have
-- no rows, and a plan for no rows takes minutes over a hundred thousand.

-- Whether the statistics of the orders' tables tell of a store.
create function statistics_know_store(store uuid) returns boolean
  language sql stable security definer set search_path = public
as $$
  select count(*) = 3 from pg_stats
  where schemaname = 'public' and tablename in ('orders', 'order_lines', 'ledger_entries') and attname = 'tenant_id'
    and store = any (most_common_vals::text::uuid[])
$$;
revoke all on function statistics_know_store from public;
grant execute on function statistics_know_store to portal_app;

-- Gathers statistics of what is sold, in which a store is missing; does nothing while another call does.
create function introduce_store(store uuid) returns boolean
  language plpgsql security definer set search_path = public
as $$
begin
  if statistics_know_store(store) or not pg_try_advisory_xact_lock(hashtextextended('introduce store', 0)) then
    return false;
  end if;
  analyze (skip_locked) customers, products, variants, orders, order_lines, order_revisions, refunds, refund_lines, ledger_entries, sales_rollups,
    product_sales_rollups, product_channel_rollups, customer_order_days, customer_presence, stock_levels, stock_movements;
  return true;
end
$$;
revoke all on function introduce_store from public;
grant execute on function introduce_store to portal_app;

-- A store that sends its orders one by one is told of too, when it has as many as make a difference, beside however large a one.
alter table orders set (autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000);
alter table order_lines set (autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 30000);
alter table ledger_entries set (autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);
alter table customers set (autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000);
alter table product_sales_rollups set (autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);
