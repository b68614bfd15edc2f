-- What advertising costs and when special days are.

-- A campaign is named in links (utm_campaign) by its code.
create table campaigns (
  tenant_id uuid not null references tenants (id),
  id uuid not null default gen_random_uuid(),
  code text not null,
  name text not null,
  channel text not null,
  source text not null default '',
  status text not null default 'active' check (status in ('planned', 'active', 'paused', 'ended')),
  starts_on date,
  ends_on date check (ends_on >= starts_on),
  budget numeric(18, 4) check (budget >= 0),
  note text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index campaigns_code on campaigns (tenant_id, code);
create index campaigns_created on campaigns (tenant_id, created_at, id);

-- What a day of advertising cost, by channel, source and campaign as sessions name them; in the store's currency, with what
-- was paid beside it.
create table ad_spend (
  tenant_id uuid not null references tenants (id),
  id uuid not null default gen_random_uuid(),
  day date not null,
  channel text not null,
  source text not null default '',
  campaign text not null default '',
  cost numeric(18, 4) not null check (cost >= 0),
  paid numeric(18, 4),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  impressions bigint check (impressions >= 0),
  clicks bigint check (clicks >= 0),
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index ad_spend_day on ad_spend (tenant_id, day, channel, source, campaign);

-- Days of the store's own beside the calendars that are worked out.
create table seasons (
  tenant_id uuid not null references tenants (id),
  id uuid not null default gen_random_uuid(),
  code text not null,
  name text not null,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index seasons_code on seasons (tenant_id, code);
create index seasons_days on seasons (tenant_id, starts_on, id);

call protect_tenant_table('campaigns');
call protect_tenant_table('ad_spend');
call protect_tenant_table('seasons');
grant select, insert, update, delete on campaigns, ad_spend, seasons to portal_app;
