-- How fast a shop's pages are for its visitors: whether a site measures it, and what was measured.
alter table sites add column web_vitals boolean not null default false;

drop function find_write_key(text);
create function find_write_key(wanted text)
  returns table (
    tenant_id uuid, site_id uuid, allowed_origins text[], valid_until timestamptz, revoked_at timestamptz, suspended_at timestamptz,
    plan text, ip_privacy text, domain text, consent_required boolean, respect_do_not_track boolean, auto_page boolean, web_vitals boolean)
  language sql stable security definer set search_path = public
as $$
  select k.tenant_id, k.site_id, s.allowed_origins, k.valid_until, k.revoked_at, t.suspended_at,
         t.plan, t.ip_privacy, s.domain, s.consent_required, s.respect_do_not_track, s.auto_page, s.web_vitals
  from write_keys k
  join sites s on s.tenant_id = k.tenant_id and s.id = k.site_id
  join tenants t on t.id = k.tenant_id
  where k.key = wanted and s.archived_at is null;
$$;
revoke execute on function find_write_key(text) from public;
grant execute on function find_write_key(text) to portal_app;

drop trigger sites_changed on sites;
create trigger sites_changed
  after update of allowed_origins, archived_at, domain, consent_required, respect_do_not_track, auto_page, web_vitals or delete on sites
  for each statement execute function notify_write_keys_changed();

-- How often each value was measured, so that percentiles of any days and pages come from sums. value has two significant
-- digits, which is off by 5 % at most: milliseconds, of cls ten-thousandths. device is empty where the event tells none. An empty
-- path is every page together, so that a store's figures do not read the rows of each of its pages.
create table web_vital_rollups (
  tenant_id uuid not null,
  day date not null,
  is_bot boolean not null,
  metric text not null,
  device text not null,
  path text not null,
  value integer not null,
  samples bigint not null,
  primary key (tenant_id, day, is_bot, metric, device, path, value)
) with (fillfactor = 70);

create index web_vital_rollups_store on web_vital_rollups (tenant_id, day) where path = '';

call protect_tenant_table('web_vital_rollups');
grant select, insert, update, delete on web_vital_rollups to portal_app;

-- As before, but whichever table it is: a list of names would have to be told of each new one.
create or replace function analyze_what_grew() returns integer
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
    select c.oid from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and pg_relation_size(c.oid) > 65536 + 10 * 8192 * case when c.reltuples < 0 then 0 else c.relpages end::bigint
    order by pg_relation_size(c.oid) desc limit 4
  loop
    execute format('analyze (skip_locked) %s', grown);
    done := done + 1;
  end loop;
  return done;
end
$$;
