-- Most commits list one batch, for which the rows of the whole statement were gathered, grouped and sorted. Whoever lists
-- several does so in the order of their stores.
create or replace function count_event_usage() returns trigger
  language plpgsql security definer set search_path = public
as $$
begin
  insert into event_usage as known (tenant_id, day, slot, events)
  values (new.tenant_id, (new.received_to at time zone 'UTC')::date, pg_backend_pid() % 16, new.events)
  on conflict (tenant_id, day, slot) do update set events = known.events + excluded.events;
  return null;
end $$;

drop trigger event_batches_counted on event_batches;
create trigger event_batches_counted after insert on event_batches for each row execute function count_event_usage();
