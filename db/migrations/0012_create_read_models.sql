-- What the pages read: kept from events by the projection, store by store, a commit at a time, and made again from the
-- events by a rebuild with the same rows. Days and hours are the store's own; a bucket is the instant one begins.

-- Whom a browser or an earlier user id belongs to, by the latest event that says so. person is the end of the chain.
create table identities (
  tenant_id uuid not null,
  visitor bigint not null,
  anonymous_id text,
  user_id text not null,
  linked_at timestamptz not null,
  tie bigint not null,
  is_alias boolean not null,
  person bigint not null,
  primary key (tenant_id, visitor)
);
create index identities_person on identities (tenant_id, person);
create index identities_aliases on identities (tenant_id) where is_alias;

-- Visits of a browser: its events with no 30 minutes between two of them. The *_at and *_tie pairs order the events that
-- the facts beside them came from, so that sessions can be joined in any order.
create table sessions (
  tenant_id uuid not null,
  visitor bigint not null,
  started_at timestamptz not null,
  is_bot boolean not null,
  person bigint not null,
  site_id uuid not null,
  anonymous_id text not null,
  ended_at timestamptz not null,
  day date not null,
  is_new boolean not null,
  channel text not null,
  source text,
  medium text,
  campaign text,
  touch_at timestamptz,
  touch_tie bigint,
  landing_path text,
  landing_at timestamptz,
  landing_tie bigint,
  exit_path text,
  exit_at timestamptz,
  exit_tie bigint,
  device text,
  browser text,
  os text,
  country text,
  region text,
  city text,
  origin_at timestamptz,
  origin_tie bigint,
  events integer not null,
  pageviews integer not null,
  product_views integer not null,
  cart_adds integer not null,
  checkouts integer not null,
  order_events integer not null,
  searches integer not null,
  primary key (tenant_id, visitor, started_at, is_bot)
) with (fillfactor = 80);
create index sessions_day on sessions (tenant_id, day, is_bot);
create index sessions_person on sessions (tenant_id, person, started_at);

-- On which of the store's days a visitor did something.
create table visitor_days (
  tenant_id uuid not null,
  day date not null,
  is_bot boolean not null,
  visitor bigint not null,
  person bigint not null,
  primary key (tenant_id, day, is_bot, visitor)
);
create index visitor_days_visitor on visitor_days (tenant_id, visitor);

-- Orders as events tell them: by order id, the first message (by its own time) counts. session_at is the start of the
-- session it is credited to: the one it happened in, else the person's latest of the 30 days before.
create table event_orders (
  tenant_id uuid not null,
  order_id text not null,
  occurred_at timestamptz not null,
  tie bigint not null,
  visitor bigint not null,
  person bigint not null,
  is_bot boolean not null,
  site_id uuid not null,
  day date not null,
  revenue numeric(18, 4) not null,
  units numeric(18, 4) not null,
  lines jsonb not null,
  session_visitor bigint,
  session_at timestamptz,
  channel text,
  source text,
  medium text,
  campaign text,
  country text,
  device text,
  first_channel text,
  first_source text,
  first_medium text,
  first_campaign text,
  primary key (tenant_id, order_id)
);
create index event_orders_day on event_orders (tenant_id, day, is_bot);
create index event_orders_person on event_orders (tenant_id, person, occurred_at);

-- Sessions by their start, orders and refunds by their own time, along one dimension at a time:
-- all, channel, source, medium, campaign, country, region, device, browser, os, landing, exit (the last six by day only).
create table traffic_rollups (
  tenant_id uuid not null,
  grain text not null check (grain in ('hour', 'day')),
  dimension text not null,
  is_bot boolean not null,
  bucket timestamptz not null,
  value text not null,
  sessions bigint not null,
  new_sessions bigint not null,
  bounces bigint not null,
  seconds bigint not null,
  events bigint not null,
  pageviews bigint not null,
  viewing bigint not null,
  adding bigint not null,
  checking_out bigint not null,
  ordering bigint not null,
  orders bigint not null,
  revenue numeric(18, 4) not null,
  refunds bigint not null,
  refunded numeric(18, 4) not null,
  primary key (tenant_id, grain, dimension, is_bot, bucket, value)
) with (fillfactor = 70);

-- Events by name; late ones arrived more than an hour after they happened.
create table event_rollups (
  tenant_id uuid not null,
  name text not null,
  is_bot boolean not null,
  hour timestamptz not null,
  events bigint not null,
  late bigint not null,
  primary key (tenant_id, name, is_bot, hour)
) with (fillfactor = 70);
create index event_rollups_hour on event_rollups (tenant_id, hour);

create table page_rollups (
  tenant_id uuid not null,
  day date not null,
  is_bot boolean not null,
  path text not null,
  views bigint not null,
  primary key (tenant_id, day, is_bot, path)
) with (fillfactor = 70);

create table product_rollups (
  tenant_id uuid not null,
  day date not null,
  is_bot boolean not null,
  product_id text not null,
  views bigint not null,
  adds bigint not null,
  removes bigint not null,
  orders bigint not null,
  units numeric(18, 4) not null,
  revenue numeric(18, 4) not null,
  primary key (tenant_id, day, is_bot, product_id)
) with (fillfactor = 70);

-- What a product was last called.
create table event_products (
  tenant_id uuid not null,
  product_id text not null,
  name text not null,
  named_at timestamptz not null,
  tie bigint not null,
  primary key (tenant_id, product_id)
);

create table search_rollups (
  tenant_id uuid not null,
  day date not null,
  is_bot boolean not null,
  query text not null,
  searches bigint not null,
  without_result bigint not null,
  primary key (tenant_id, day, is_bot, query)
) with (fillfactor = 70);

-- How far a store's read models are.
create table projections (
  tenant_id uuid primary key,
  as_of timestamptz not null,
  time_zone text not null,
  events bigint not null,
  last_batch bigint not null,
  rebuilt_at timestamptz
);

call protect_tenant_table('identities');
call protect_tenant_table('sessions');
call protect_tenant_table('visitor_days');
call protect_tenant_table('event_orders');
call protect_tenant_table('traffic_rollups');
call protect_tenant_table('event_rollups');
call protect_tenant_table('page_rollups');
call protect_tenant_table('product_rollups');
call protect_tenant_table('event_products');
call protect_tenant_table('search_rollups');
call protect_tenant_table('projections');
grant select, insert, update, delete on
  identities, sessions, visitor_days, event_orders, traffic_rollups, event_rollups, page_rollups, product_rollups, event_products,
  search_rollups, projections to portal_app;
