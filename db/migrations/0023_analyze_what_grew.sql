-- PostgreSQL's own care comes by once a minute. A table that was empty a moment ago and takes tens of thousands of rows a
-- second would be asked by plans for an empty one until then, which can take minutes for what takes milliseconds.

-- Gathers statistics of the events' partitions and the read models that are ten times as large as when that was last done:
-- of the few largest, so that a call is short.
create function analyze_what_grew() returns integer
  language plpgsql security definer set search_path = public
as $$
declare
  grown regclass;
  done integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('analyze what grew', 0)) then
    return 0;
  end if;
  for grown in
    select name from (
      select c.oid::regclass as name, pg_relation_size(c.oid) as size from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relispartition
        and c.relname in ('sessions', 'visitor_days', 'event_orders', 'identities', 'event_batches', 'traffic_rollups', 'page_rollups', 'product_rollups', 'presence_rollups')
        and pg_relation_size(c.oid) > 65536 + 10 * 8192 * case when c.reltuples < 0 then 0 else c.relpages end::bigint
      union all
      select c.oid::regclass, pg_relation_size(c.oid) from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'events'::regclass and pg_relation_size(c.oid) > 65536 + 10 * 8192 * case when c.reltuples < 0 then 0 else c.relpages end::bigint
    ) as all_grown order by size desc limit 4
  loop
    execute format('analyze (skip_locked) %s', grown);
    done := done + 1;
  end loop;
  return done;
end
$$;
revoke all on function analyze_what_grew from public;
grant execute on function analyze_what_grew to portal_app;
