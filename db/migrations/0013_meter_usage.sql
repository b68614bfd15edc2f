-- What each store sends, beside its plan's quota, and what became of requests and messages that left no event.

-- Events by the UTC day of their arrival, added up in the commit that keeps them. A store's day is spread over slots, so
-- that writers do not wait for each other's commits; a figure is the sum of them.
create table event_usage (
  tenant_id uuid not null,
  day date not null,
  slot smallint not null,
  events bigint not null,
  primary key (tenant_id, day, slot)
) with (fillfactor = 50);

-- When a store first went over a quota in a month: the grace begins then. Another plan has another quota.
create table quota_crossings (
  tenant_id uuid not null,
  month date not null,
  quota bigint not null,
  crossed_at timestamptz not null,
  primary key (tenant_id, month, quota)
);

-- Shares of a plan's quota, in percent, that a store's owners were told of or that a higher one made stale.
create table quota_warnings (
  tenant_id uuid not null,
  month date not null,
  plan text not null,
  percent smallint not null,
  warned_at timestamptz not null,
  primary key (tenant_id, month, plan, percent)
);

-- What the event API answered, by the hour (UTC) of arrival. refused counts requests of which nothing was taken; the other
-- figures count messages: accepted are new, held the accepted ones that wait, rejected were refused one by one.
create table ingest_health (
  tenant_id uuid not null,
  hour timestamptz not null,
  requests bigint not null,
  refused bigint not null,
  accepted bigint not null,
  held bigint not null,
  duplicates bigint not null,
  rejected bigint not null,
  primary key (tenant_id, hour)
) with (fillfactor = 70);

-- Why, by the code in the answer. is_request: whole requests were refused for it, else messages of requests that were read.
-- messages is 0 where a refused request was not read so far as to count them.
create table ingest_rejections (
  tenant_id uuid not null,
  hour timestamptz not null,
  code text not null,
  is_request boolean not null,
  requests bigint not null,
  messages bigint not null,
  last_message text not null,
  last_at timestamptz not null,
  primary key (tenant_id, hour, code)
) with (fillfactor = 70);

call protect_tenant_table('event_usage');
call protect_tenant_table('quota_crossings');
call protect_tenant_table('quota_warnings');
call protect_tenant_table('ingest_health');
call protect_tenant_table('ingest_rejections');
grant select on event_usage, ingest_health, ingest_rejections to portal_app;
grant select, insert on quota_crossings, quota_warnings to portal_app;

create index event_batches_held on event_batches (tenant_id, batch_id) where held;

-- Each commit lists its batches once, so each event is counted once, whatever dies when. In the order of the key, so that
-- two commits never wait for each other in a circle.
create function count_event_usage() returns trigger
  language plpgsql security definer set search_path = public
as $$
begin
  insert into event_usage as known (tenant_id, day, slot, events)
  select tenant_id, (received_to at time zone 'UTC')::date, pg_backend_pid() % 16, sum(events)
  from added group by 1, 2 order by 1, 2
  on conflict (tenant_id, day, slot) do update set events = known.events + excluded.events;
  return null;
end $$;
create trigger event_batches_counted after insert on event_batches
  referencing new table as added for each statement execute function count_event_usage();

insert into event_usage (tenant_id, day, slot, events)
select tenant_id, (received_to at time zone 'UTC')::date, 0, sum(events) from event_batches group by 1, 2;

-- What the nodes that take events in keep in memory: a month's events of some stores, and when each crossed its quota.
create function month_usage(wanted uuid[], quotas bigint[], first_day date)
  returns table (tenant_id uuid, events bigint, crossed_at timestamptz)
  language sql stable security definer set search_path = public
as $$
  select w.tenant_id,
         (select coalesce(sum(u.events), 0)::bigint from event_usage u where u.tenant_id = w.tenant_id and u.day >= first_day),
         (select c.crossed_at from quota_crossings c where c.tenant_id = w.tenant_id and c.month = first_day and c.quota = w.quota)
  from unnest(wanted, quotas) as w (tenant_id, quota);
$$;

-- Every store's month, for the job that warns of quotas; figures only.
create function list_month_usage(first_day date) returns table (tenant_id uuid, plan text, events bigint)
  language sql stable security definer set search_path = public
as $$
  select u.tenant_id, t.plan, sum(u.events)::bigint
  from event_usage u join tenants t on t.id = u.tenant_id
  where u.day >= first_day and t.suspended_at is null
  group by u.tenant_id, t.plan;
$$;

-- Stores with events that wait; identities only.
create function list_held_stores() returns table (tenant_id uuid, plan text)
  language sql stable security definer set search_path = public
as $$
  select t.id, t.plan from tenants t where exists (select from event_batches b where b.tenant_id = t.id and b.held);
$$;

-- Adds what a node has counted of all stores since it last did.
create function add_ingest_health(
  tenants uuid[], hours timestamptz[], requests bigint[], refused bigint[], accepted bigint[], held bigint[], duplicates bigint[], rejected bigint[])
  returns void language sql security definer set search_path = public
as $$
  insert into ingest_health as known
  select * from unnest(tenants, hours, requests, refused, accepted, held, duplicates, rejected) as added (tenant_id, hour) order by 1, 2
  on conflict (tenant_id, hour) do update set
    requests = known.requests + excluded.requests, refused = known.refused + excluded.refused,
    accepted = known.accepted + excluded.accepted, held = known.held + excluded.held,
    duplicates = known.duplicates + excluded.duplicates, rejected = known.rejected + excluded.rejected;
$$;

create function add_ingest_rejections(
  tenants uuid[], hours timestamptz[], codes text[], of_requests boolean[], requests bigint[], messages bigint[], last_messages text[], last_ats timestamptz[])
  returns void language sql security definer set search_path = public
as $$
  insert into ingest_rejections as known
  select * from unnest(tenants, hours, codes, of_requests, requests, messages, last_messages, last_ats) as added (tenant_id, hour, code) order by 1, 2, 3
  on conflict (tenant_id, hour, code) do update set
    requests = known.requests + excluded.requests, messages = known.messages + excluded.messages,
    last_message = case when excluded.last_at >= known.last_at then excluded.last_message else known.last_message end,
    last_at = greatest(known.last_at, excluded.last_at);
$$;

-- Forgets what was answered before an instant; returns how many rows went.
create function prune_ingest_health(before timestamptz) returns bigint
  language sql security definer set search_path = public
as $$
  with health as (delete from ingest_health where hour < before returning 1),
       rejections as (delete from ingest_rejections where hour < before returning 1)
  select (select count(*) from health) + (select count(*) from rejections);
$$;

revoke execute on function
  month_usage(uuid[], bigint[], date), list_month_usage(date), list_held_stores(), prune_ingest_health(timestamptz),
  add_ingest_health(uuid[], timestamptz[], bigint[], bigint[], bigint[], bigint[], bigint[], bigint[]),
  add_ingest_rejections(uuid[], timestamptz[], text[], boolean[], bigint[], bigint[], text[], timestamptz[]) from public;
grant execute on function
  month_usage(uuid[], bigint[], date), list_month_usage(date), list_held_stores(), prune_ingest_health(timestamptz) to portal_app;
grant execute on function
  add_ingest_health(uuid[], timestamptz[], bigint[], bigint[], bigint[], bigint[], bigint[], bigint[]),
  add_ingest_rejections(uuid[], timestamptz[], text[], boolean[], bigint[], bigint[], text[], timestamptz[]) to portal_writer;
