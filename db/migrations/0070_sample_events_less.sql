-- What ANALYZE costs grows with the largest target of a table's columns: 300 rows for each of it. A day of events is the
-- widest table there is and grows all day, so it is analyzed often, beside the writers; a third of the usual sample tells
-- the planner as much of it.
create procedure sample_less(partition regclass)
  language plpgsql
as $$
declare
  target constant integer := 30;
  index regclass;
  place integer;
begin
  execute (
    select format('alter table %s ', partition) || string_agg(format('alter column %I set statistics %s', attname, target), ', ')
    from pg_attribute where attrelid = partition and attnum > 0 and not attisdropped);

  -- An index's expressions have samples of their own.
  for index, place in
    select i.indexrelid::regclass, a.attnum
    from pg_index i
    join pg_attribute a on a.attrelid = i.indexrelid
    where i.indrelid = partition and i.indkey[a.attnum - 1] = 0
  loop
    execute format('alter index %s alter column %s set statistics %s', index, place, target);
  end loop;
exception when feature_not_supported then
  null; -- a database that distributes its tables may not take this; it only costs time there
end $$;
revoke execute on procedure sample_less(regclass) from public;

create or replace function ensure_event_partitions(first_day date, last_day date) returns integer
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
    call sample_less(partition::regclass);
    made := made + 1;
  end loop;
  return made;
end $$;

do $$
declare
  partition regclass;
begin
  for partition in select inhrelid from pg_inherits where inhparent = 'events'::regclass loop
    call sample_less(partition);
  end loop;
end $$;
