-- Questions about events by name, answered from an index alone; funnels that people keep, and goals.
-- A path longer than an index entry may be is cut, as new ones are when they arrive; the url keeps all of it.
update events set path = left(path, 250) where octet_length(path) > 1000;

drop index events_named;
create index events_named on events (tenant_id, name, occurred_at) include (visitor, event_day, is_bot, path);

-- The steps and the window of a funnel in the text form of the API.
create table funnels (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null,
  definition jsonb not null,
  created_by uuid references users (id) on delete set null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index funnels_name on funnels (tenant_id, lower(name));

-- What visitors are wanted to do; match is an event with filters in the text form of the API.
create table goals (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null,
  match text not null,
  value_property text,
  created_by uuid references users (id) on delete set null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index goals_name on goals (tenant_id, lower(name));

call protect_tenant_table('funnels');
call protect_tenant_table('goals');
grant select, insert, update, delete on funnels, goals to portal_app;
