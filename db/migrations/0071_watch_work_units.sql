-- Units of background work that are not well: how often each failed in a row, when it is tried next, and whether it is set aside
-- until a person retries it. A unit that is well has no row. The store is the zero uuid for work that belongs to none.
create table work_units (
  tenant_id uuid not null,
  service text not null,
  unit text not null,
  failures integer not null default 0,
  -- Those of them in which the process ended, and while a node is at work on it since when: what stands there after a restart says
  -- that the process ended in the middle.
  crashes integer not null default 0,
  started_at timestamptz,
  node text,
  first_failed_at timestamptz,
  last_failed_at timestamptz,
  next_try_at timestamptz,
  quarantined_at timestamptz,
  last_error text,
  primary key (tenant_id, service, unit)
);
create index work_units_unwell on work_units (service) where failures > 0;

call protect_tenant_table('work_units');
grant select, insert, update, delete on work_units to portal_app;

-- What a node asks before it goes over the stores: identities and times, no contents.
create function list_unwell_work_units(of_service text)
  returns table (tenant_id uuid, unit text, failures integer, next_try_at timestamptz, quarantined_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select w.tenant_id, w.unit, w.failures, w.next_try_at, w.quarantined_at from public.work_units w where w.service = of_service and w.failures > 0;
$$;

-- Forgets beginnings whose end could not be written down, and failures of units that nothing has tried since, such as those of a
-- store that is closed. What is set aside stays.
create function prune_work_units(before timestamptz) returns bigint
  language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  with gone as (
    delete from public.work_units w
    where w.quarantined_at is null and coalesce(w.last_failed_at, w.started_at) < before and coalesce(w.started_at, before - interval '1 day') < before
    returning 1)
  select count(*) from gone;
$$;

revoke execute on function list_unwell_work_units(text), prune_work_units(timestamptz) from public;
grant execute on function list_unwell_work_units(text), prune_work_units(timestamptz) to portal_app;
