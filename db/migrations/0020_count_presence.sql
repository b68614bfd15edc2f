-- People by the days on which they were there. Sums of these rows are the different people of any range of days and the
-- cohorts of retention, which would otherwise be counted anew from every visitor's days.
--
-- return: day is a day somebody came, since the day she came before, or -infinity. Whoever came in a range is counted
--   there once by the row whose since lies before the range.
-- day, week: day is a day (a Monday) somebody came, since her first one.
-- last: day is the last day somebody came, since her first one.
-- with_bots: false tells of people alone, true of people and bots together.
create table presence_rollups (
  tenant_id uuid not null,
  kind text not null check (kind in ('return', 'day', 'week', 'last')),
  with_bots boolean not null,
  day date not null,
  since date not null,
  persons bigint not null,
  primary key (tenant_id, kind, with_bots, day, since)
) with (fillfactor = 70);

call protect_tenant_table('presence_rollups');
grant select, insert, update, delete on presence_rollups to portal_app;

-- All days of a person, when one of them is new.
create index visitor_days_person on visitor_days (tenant_id, person);

-- The next commit of a store makes its read models anew, with these rows and those of new dimensions of traffic.
update projections set time_zone = '';
