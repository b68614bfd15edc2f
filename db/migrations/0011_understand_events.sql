-- What the portal understands of each event when it arrives, and the ledger of commits that the read models follow.
alter table tenants
  add column plan text not null default 'growth',
  add column ip_privacy text not null default 'truncate' check (ip_privacy in ('keep', 'truncate', 'drop'));

-- visitor is a 64-bit hash of the anonymous id or, where there is none, of the user id: narrow enough to group by.
-- channel, source, medium and campaign are set only on an event that shows how the visitor came: a touch.
alter table events
  add column batch_id bigint not null default 0,
  add column visitor bigint not null default 0,
  add column ip text,
  add column device text,
  add column browser text,
  add column os text,
  add column bot_score smallint not null default 0,
  add column is_bot boolean not null default false,
  add column country text,
  add column region text,
  add column city text,
  add column channel text,
  add column source text,
  add column medium text,
  add column campaign text;

drop index events_orders;
create index events_order on events (tenant_id, order_id) where order_id is not null;
create index events_named on events (tenant_id, name, occurred_at) include (visitor);

-- One row for each store in each commit of the event writer, written in the same transaction as its events: whoever
-- follows the events reads these, so nothing is seen before it is committed and nothing is missed or taken twice.
-- held: the store is over its plan's quota; the events are kept and wait.
create table event_batches (
  tenant_id uuid not null,
  batch_id bigint not null,
  events integer not null,
  first_day date not null,
  last_day date not null,
  received_from timestamptz not null,
  received_to timestamptz not null,
  held boolean not null default false,
  projected_at timestamptz,
  primary key (tenant_id, batch_id)
);
create index event_batches_pending on event_batches (tenant_id, batch_id) where projected_at is null;

call protect_tenant_table('event_batches');
grant select, insert, update, delete on event_batches to portal_app;
grant insert on event_batches to portal_writer;

-- Stores with commits that the read models have not taken in; identities only.
create function list_pending_projections() returns table (tenant_id uuid, oldest timestamptz)
  language sql stable security definer set search_path = public
as $$
  select b.tenant_id, min(b.received_from) from event_batches b where b.projected_at is null and not b.held group by b.tenant_id order by 2;
$$;

drop function find_write_key(text);
create function find_write_key(wanted text)
  returns table (
    tenant_id uuid, site_id uuid, allowed_origins text[], valid_until timestamptz, revoked_at timestamptz, suspended_at timestamptz,
    plan text, ip_privacy text, domain text, consent_required boolean, respect_do_not_track boolean, auto_page boolean)
  language sql stable security definer set search_path = public
as $$
  select k.tenant_id, k.site_id, s.allowed_origins, k.valid_until, k.revoked_at, t.suspended_at,
         t.plan, t.ip_privacy, s.domain, s.consent_required, s.respect_do_not_track, s.auto_page
  from write_keys k
  join sites s on s.tenant_id = k.tenant_id and s.id = k.site_id
  join tenants t on t.id = k.tenant_id
  where k.key = wanted and s.archived_at is null;
$$;

revoke execute on function find_write_key(text), list_pending_projections() from public;
grant execute on function find_write_key(text), list_pending_projections() to portal_app;

drop trigger tenants_changed on tenants;
create trigger tenants_changed after update of suspended_at, plan, ip_privacy on tenants for each statement execute function notify_write_keys_changed();
drop trigger sites_changed on sites;
create trigger sites_changed after update of allowed_origins, archived_at, domain, consent_required, respect_do_not_track, auto_page or delete on sites
  for each statement execute function notify_write_keys_changed();
