-- Functions look nowhere but where the owner put things, and only those who need one may call it.

-- A function that runs as the owner must not be led to a caller's temporary table, which PostgreSQL finds before all others unless
-- its schema is named last. Those with a body that is parsed when they are made (prosqlbody) look nothing up, and are read into
-- the queries around them only while they have no setting of their own.
do $$
declare
  routine regprocedure;
begin
  for routine in
    select p.oid from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p') and p.prosqlbody is null
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('alter routine %s set search_path = pg_catalog, public, pg_temp', routine);
  end loop;
end $$;

-- These two make and drop tables: with the catalogue first in the path, the schema has to be named.
create or replace function ensure_event_partitions(first_day date, last_day date) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  day date;
  partition text;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
  for day in select generate_series(greatest(first_day, date '2020-01-01'), last_day, interval '1 day')::date loop
    partition := 'public.events_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass(partition) is not null;
    execute format('create table %s (like public.events including defaults including constraints)', partition);
    execute format('alter table public.events attach partition %s for values from (%L) to (%L)', partition, day, day + 1);
    call public.protect_tenant_table(partition::regclass);
    call public.sample_less(partition::regclass);
    made := made + 1;
  end loop;
  return made;
end $$;

create or replace function drop_empty_event_partitions(before date) returns text[]
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  partition text;
  dropped text[] := '{}';
  is_empty boolean;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
  for partition in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.events'::regclass and c.relname ~ '^events_[0-9]{8}$'
      and to_date(right(c.relname, 8), 'YYYYMMDD') < least(before, current_date - 60)
    order by 1
  loop
    execute format('select not exists (select from public.%I)', partition) into is_empty;
    continue when not is_empty;
    execute format('alter table public.events detach partition public.%I', partition);
    execute format('drop table public.%I', partition);
    dropped := dropped || partition;
  end loop;
  return dropped;
end $$;

-- What is made later is nobody's but the owner's as well: DatabaseRoles sets the owner's default privileges at every start.
revoke all on all routines in schema public from public;
revoke create on schema public from public;

grant execute on function
  app_tenant_id(), app_user_id(),
  find_invitation(bytea), slug_is_taken(text), list_tenants(),
  find_write_key(text), find_api_token(bytea),
  ensure_event_partitions(date, date), drop_empty_event_partitions(date), list_event_retention(), list_pending_erasures(),
  analyze_what_grew(),
  list_pending_projections(), prune_day_answers(timestamptz), find_visitors_by_email(text),
  month_usage(uuid[], bigint[], date), list_month_usage(date), list_held_stores(), prune_ingest_health(timestamptz),
  ensure_variants(uuid, text[], text[], timestamptz), ensure_categories(uuid, text[]), count_stock_days_again(),
  list_unbooked_orders(), list_stores_to_book_again(), find_orders(text, integer), statistics_know_store(uuid), introduce_store(uuid),
  list_open_imports(), prune_import_chunks(timestamptz, integer)
  to portal_app;

grant execute on function
  ensure_event_partitions(date, date),
  add_ingest_health(uuid[], timestamptz[], bigint[], bigint[], bigint[], bigint[], bigint[], bigint[]),
  add_ingest_rejections(uuid[], timestamptz[], text[], boolean[], bigint[], bigint[], text[], timestamptz[])
  to portal_writer;
