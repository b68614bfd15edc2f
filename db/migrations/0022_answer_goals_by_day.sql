-- Goals are answered by day too: events that happened on it, with the channel of the sessions they lie in.
alter table day_versions drop constraint day_versions_subject_check;
alter table day_versions add constraint day_versions_subject_check check (subject in ('sessions', 'orders', 'events'));

-- Retention of customers reads the days of all orders by person, from the index alone.
drop index event_orders_person;
create index event_orders_person on event_orders (tenant_id, person, occurred_at) include (day, is_bot);

-- The next commit of a store makes its read models anew, with the versions of its days of events.
update projections set time_zone = '';
