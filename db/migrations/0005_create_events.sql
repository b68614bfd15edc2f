-- Every message that a shop sent, one partition for each day of the client's own clock.
-- event_day comes from the message's timestamp, which a resend repeats, so that the key catches every duplicate.
-- Messages without a timestamp, or from a clock that is half a day off or more, lie in the partition before 2020
-- under the day 1970-01-01. Everything else occurred within one day of its event_day.
create table events (
  tenant_id uuid not null,
  event_day date not null,
  message_id text collate "C" not null,
  site_id uuid not null,
  type text not null,
  name text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  anonymous_id text,
  user_id text,
  session_id text,
  url text,
  path text,
  title text,
  referrer text,
  order_id text,
  revenue numeric(18, 4),
  currency text,
  properties jsonb,
  context jsonb,
  primary key (tenant_id, event_day, message_id)
) partition by range (event_day);

create index events_received on events (tenant_id, received_at);
create index events_orders on events (tenant_id, occurred_at) where order_id is not null;

call protect_tenant_table('events');
grant select on events to portal_app;
grant insert on events to portal_writer;

-- Creates the partitions of a range of days; safe to call by several nodes at once. A partition is made apart and then
-- attached, which lets writers of other days go on. Partitions carry the policy too, in case they are read by name.
create function ensure_event_partitions(first_day date, last_day date) returns integer
  language plpgsql security definer set search_path = public as $$
declare
  day date;
  partition text;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
  for day in select generate_series(greatest(first_day, date '2020-01-01'), last_day, interval '1 day')::date loop
    partition := 'events_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass(partition) is not null;
    execute format('create table %I (like events including defaults including constraints)', partition);
    execute format('alter table events attach partition %I for values from (%L) to (%L)', partition, day, day + 1);
    execute format('call protect_tenant_table(%L)', partition);
    made := made + 1;
  end loop;
  return made;
end $$;

create table events_unplaced partition of events for values from (minvalue) to ('2020-01-01');
call protect_tenant_table('events_unplaced');

revoke execute on function ensure_event_partitions(date, date) from public;
grant execute on function ensure_event_partitions(date, date) to portal_app, portal_writer;
