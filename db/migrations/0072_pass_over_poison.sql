-- Sums of what many events or orders state are wider than what one of them may state: with room for ten thousand million of the
-- largest amounts, no sum of what was taken can fail and hold a store's figures up. Wider with the same scale rewrites nothing.
do $$
declare
  sum record;
begin
  for sum in
    select c.table_name, c.column_name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = 'public' and c.data_type = 'numeric' and c.numeric_precision = 18 and c.numeric_scale = 4
      and c.table_name in ('sessions', 'visitor_days', 'event_orders', 'product_rollups', 'traffic_rollups')
  loop
    execute format('alter table %I alter column %I type numeric(28, 4)', sum.table_name, sum.column_name);
  end loop;
end $$;
