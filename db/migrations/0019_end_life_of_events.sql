-- How events end: by the plan's age, by a request to be forgotten, and whole days when nothing of them is left.
grant delete on events to portal_app;

-- Days before it have no events any more; what the read models tell of them is all there is, so a rebuild keeps it.
alter table projections add column kept_from date;

-- Requests to forget a visitor. subject is what was asked for, and is itself forgotten when the request is done.
create table erasures (
  tenant_id uuid not null,
  id uuid not null,
  person bigint not null,
  subject text,
  requested_by uuid references users (id) on delete set null,
  requested_at timestamptz not null,
  finished_at timestamptz,
  events integer,
  attempts integer not null default 0,
  error text,
  primary key (tenant_id, id)
);
create index erasures_requested on erasures (tenant_id, requested_at desc);
create index erasures_pending on erasures (tenant_id, requested_at) where finished_at is null;

call protect_tenant_table('erasures');
grant select, insert, update on erasures to portal_app;

create function list_pending_erasures() returns table (tenant_id uuid, id uuid)
  language sql stable security definer set search_path = public
as $$
  select e.tenant_id, e.id from erasures e where e.finished_at is null and e.attempts < 10 order by e.requested_at;
$$;

-- Plan and last day of retention of each store; the job that ends old events looks at all of them.
create function list_event_retention() returns table (tenant_id uuid, plan text, kept_from date)
  language sql stable security definer set search_path = public
as $$
  select t.id, t.plan, p.kept_from from tenants t left join projections p on p.tenant_id = t.id order by t.created_at;
$$;

-- Takes a day's partition out and drops it when no store has an event in it any more. Recent days are never dropped, since
-- events may still come for them.
create function drop_empty_event_partitions(before date) returns text[]
  language plpgsql security definer set search_path = public as $$
declare
  partition text;
  dropped text[] := '{}';
  is_empty boolean;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
  for partition in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'events'::regclass and c.relname ~ '^events_[0-9]{8}$'
      and to_date(right(c.relname, 8), 'YYYYMMDD') < least(before, current_date - 60)
    order by 1
  loop
    execute format('select not exists (select from %I)', partition) into is_empty;
    continue when not is_empty;
    execute format('alter table events detach partition %I', partition);
    execute format('drop table %I', partition);
    dropped := dropped || partition;
  end loop;
  return dropped;
end $$;

revoke execute on function list_pending_erasures(), list_event_retention(), drop_empty_event_partitions(date) from public;
grant execute on function list_pending_erasures(), list_event_retention(), drop_empty_event_partitions(date) to portal_app;
