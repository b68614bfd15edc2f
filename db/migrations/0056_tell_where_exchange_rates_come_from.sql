-- Who stated a rate, so that those of a bank never replace those of the store, and how the reading of the bank's rates goes.
alter table exchange_rates
  add column source text not null default 'store' check (source in ('store', 'bank')),
  add column updated_at timestamptz not null default now();
create index exchange_rates_day on exchange_rates (tenant_id, day desc, currency);

-- A single row: rates are the same for every store. Times are those at which the bank was asked.
create table exchange_rate_feed (
  single boolean primary key default true check (single),
  tried_at timestamptz,
  read_at timestamptz,
  latest_day date,
  next_at timestamptz,
  failures integer not null default 0,
  error text
);
insert into exchange_rate_feed default values;
grant select, update on exchange_rate_feed to portal_app;

-- Rates that another one took the place of. What was booked at one of them keeps it when the order or refund is told of again.
create table exchange_rate_changes (
  tenant_id uuid not null references tenants (id),
  currency text not null,
  day date not null,
  rate numeric(18, 8) not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, currency, day, rate)
);
call protect_tenant_table('exchange_rate_changes');
grant select, insert on exchange_rate_changes to portal_app;

create function note_exchange_rate_change() returns trigger
  language plpgsql set search_path = public
as $$
begin
  insert into exchange_rate_changes (tenant_id, currency, day, rate)
  select new.tenant_id, new.currency, new.day, case when tg_op = 'UPDATE' then old.rate else before.rate end
  from (select 1) one
  left join lateral (
    select r.rate from exchange_rates r where r.tenant_id = new.tenant_id and r.currency = new.currency and r.day < new.day order by r.day desc limit 1) before on tg_op = 'INSERT'
  where case when tg_op = 'UPDATE' then old.rate else before.rate end <> new.rate
  on conflict do nothing;
  return null;
end
$$;
create trigger exchange_rates_changed after insert or update of rate on exchange_rates for each row execute function note_exchange_rate_change();
