-- Answers to questions that add up over days, so that a long range costs the days that have changed since it was asked.

-- When what a day's answers are counted from has last changed: sessions that began on it, or its orders with the visits that
-- they are credited to. The numbers only grow.
create sequence day_versions_version;
create table day_versions (
  tenant_id uuid not null,
  subject text not null check (subject in ('sessions', 'orders')),
  day date not null,
  version bigint not null,
  primary key (tenant_id, subject, day)
) with (fillfactor = 70);

-- One day's part of an answer; it holds while the day has the version.
create table day_answers (
  tenant_id uuid not null,
  question text not null,
  day date not null,
  version bigint not null,
  made_at timestamptz not null,
  answer bytea not null,
  primary key (tenant_id, question, day)
);

call protect_tenant_table('day_versions');
call protect_tenant_table('day_answers');
grant select, insert, update, delete on day_versions, day_answers to portal_app;
grant usage on sequence day_versions_version to portal_app;

-- A question that nobody asks any more leaves nothing behind.
create function prune_day_answers(made_before timestamptz) returns bigint
  language sql security definer set search_path = public
as $$
  with gone as (delete from day_answers where made_at < made_before returning 1)
  select count(*) from gone;
$$;
revoke all on function prune_day_answers from public;
grant execute on function prune_day_answers to portal_app;

-- The next commit of a store makes its read models anew, with the versions of its days.
update projections set time_zone = '';
