-- Orders as their sources state them, and the ledger of money that follows from what was stated. Decision 0014 has the rules.

-- A source's word on an order replaces an earlier or a lesser one; fingerprint tells whether it says anything new.
alter table orders drop constraint orders_status_check;
update orders set status = 'paid' where status = 'partially_refunded';
alter table orders
  add constraint orders_status_check check (status in
    ('draft', 'pending', 'paid', 'partially_fulfilled', 'fulfilled', 'delivered', 'cancelled', 'refunded', 'returned')),
  add external_id text,
  add source text not null default 'demo' check (source in ('browser', 'import', 'api', 'webhook', 'member', 'demo')),
  add revised_at timestamptz,
  add placed_on date,
  add cancelled_at timestamptz,
  add country text,
  add exchange_rate numeric(18, 8) not null default 1 check (exchange_rate > 0),
  add tax_included boolean not null default false,
  add units numeric(18, 4) not null default 0,
  add stated_total numeric(18, 4),
  add fingerprint text not null default '',
  add note text;
update orders o set external_id = o.number, revised_at = o.placed_at, placed_on = (o.placed_at at time zone t.time_zone)::date, tax_included = true
from tenants t where t.id = o.tenant_id;
alter table orders alter external_id set not null, alter revised_at set not null, alter placed_on set not null, alter source drop default;
create unique index orders_external on orders (tenant_id, external_id);
create index orders_number_prefix on orders (tenant_id, number collate "C");
create index orders_status on orders (tenant_id, status, placed_at desc);
drop index orders_number;
create index orders_number on orders (tenant_id, number);

-- A line need not be a product that the catalogue knows: postage, fees and what is typed by hand are lines too.
alter table order_lines
  alter quantity type numeric(18, 4),
  alter product_id drop not null,
  drop constraint order_lines_tenant_id_product_id_fkey,
  add sku text not null default '',
  add name text not null default '',
  add variant_id uuid,
  add tax numeric(18, 4) not null default 0,
  add unit_cost numeric(18, 4);
update order_lines l set sku = v.sku, name = p.name, variant_id = v.id
from products p join variants v on v.tenant_id = p.tenant_id and v.product_id = p.id
where p.tenant_id = l.tenant_id and p.id = l.product_id;
create index order_lines_sku on order_lines (tenant_id, sku);

-- What an order counted as before its latest revision, line by line and kind by kind; shipping is there even when it is 0.
create table order_revisions (
  tenant_id uuid not null,
  order_id uuid not null,
  revised_at timestamptz not null,
  line integer not null,
  kind text not null,
  sku text not null,
  units numeric(18, 4) not null,
  amount numeric(18, 4) not null,
  primary key (tenant_id, order_id, revised_at, line, kind),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);

-- Money that went back. One that names no order, or an order that is not known yet, stands for itself.
create table refunds (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  external_id text not null,
  order_id uuid,
  order_external_id text,
  source text not null check (source in ('browser', 'import', 'api', 'webhook', 'member', 'demo')),
  refunded_at timestamptz not null,
  refunded_on date not null,
  customer_id uuid,
  country text,
  channel text,
  currency text not null,
  exchange_rate numeric(18, 8) not null check (exchange_rate > 0),
  amount numeric(18, 4) not null,
  tax numeric(18, 4) not null,
  shipping numeric(18, 4) not null,
  total numeric(18, 4) not null,
  reason text,
  note text,
  fingerprint text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id)
);
create unique index refunds_external on refunds (tenant_id, external_id);
create index refunds_order on refunds (tenant_id, order_id);
create index refunds_awaited on refunds (tenant_id, order_external_id) where order_id is null and order_external_id is not null;
create index refunds_at on refunds (tenant_id, refunded_at desc);

-- Of what had been refunded before, the day is not known; a demo's refunds follow within days.
insert into refunds (tenant_id, id, external_id, order_id, order_external_id, source, refunded_at, refunded_on, customer_id, channel, currency, exchange_rate, amount, tax,
  shipping, total, fingerprint)
select o.tenant_id, gen_random_uuid(), 'ref-' || o.number, o.id, o.external_id, 'demo', o.placed_at + interval '3 days', o.placed_on + 3, o.customer_id, o.channel,
  o.currency, 1, o.refunded, 0, 0, o.refunded, ''
from orders o where o.refunded > 0;

-- order_line names the line of the order that was given back; null for what belongs to none.
create table refund_lines (
  tenant_id uuid not null,
  refund_id uuid not null,
  line integer not null,
  order_line integer,
  sku text not null,
  name text not null,
  quantity numeric(18, 4) not null check (quantity >= 0),
  amount numeric(18, 4) not null,
  tax numeric(18, 4) not null,
  reason text not null,
  primary key (tenant_id, refund_id, line),
  foreign key (tenant_id, refund_id) references refunds (tenant_id, id)
);

create table payments (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  external_id text not null,
  method text not null,
  reference text,
  state text not null check (state in ('authorized', 'captured', 'declined', 'voided', 'refunded')),
  amount numeric(18, 4) not null,
  fee numeric(18, 4) not null default 0,
  paid_at timestamptz not null,
  paid_on date not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
create unique index payments_external on payments (tenant_id, external_id);
create index payments_order on payments (tenant_id, order_id);
create index payments_at on payments (tenant_id, paid_at desc);

create table shipments (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  external_id text not null,
  carrier text,
  tracking text,
  tracking_url text,
  shipped_at timestamptz not null,
  delivered_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
create unique index shipments_external on shipments (tenant_id, external_id);
create index shipments_order on shipments (tenant_id, order_id);

-- Goods that came back, or are to. Money goes by refunds; either can be without the other.
create table returns (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  external_id text not null,
  state text not null check (state in ('requested', 'received', 'closed', 'declined')),
  requested_at timestamptz not null,
  requested_on date not null,
  received_at timestamptz,
  note text,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
create unique index returns_external on returns (tenant_id, external_id);
create index returns_order on returns (tenant_id, order_id);
create index returns_on on returns (tenant_id, requested_on);

create table return_lines (
  tenant_id uuid not null,
  return_id uuid not null,
  line integer not null,
  order_line integer not null,
  sku text not null,
  quantity numeric(18, 4) not null check (quantity > 0),
  reason text not null check (reason in
    ('color', 'defective', 'not_as_described', 'other', 'size_too_large', 'size_too_small', 'style', 'unknown', 'unwanted', 'wrong_item')),
  primary key (tenant_id, return_id, line),
  foreign key (tenant_id, return_id) references returns (tenant_id, id)
);

-- Units of the store's currency that one unit of another was worth on a day.
create table exchange_rates (
  tenant_id uuid not null references tenants (id),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  day date not null,
  rate numeric(18, 8) not null check (rate > 0),
  primary key (tenant_id, currency, day)
);

-- The ledger. document_id is the order, or a refund that belongs to none. booked_on is the store's day on which it happened,
-- ordered_on that of its order. Rows are only ever added; what was wrong is taken back by another row.
create table ledger_entries (
  tenant_id uuid not null,
  document_id uuid not null,
  entry integer not null,
  kind text not null check (kind in
    ('order', 'gross', 'discount', 'tax', 'shipping', 'refund', 'refunded_tax', 'refunded_shipping', 'fee', 'cost_of_goods')),
  line integer not null,
  sku text not null,
  units numeric(18, 4) not null,
  amount numeric(18, 4) not null,
  currency text not null,
  exchange_rate numeric(18, 8) not null,
  store_amount numeric not null generated always as (amount * exchange_rate) stored,
  booked_on date not null,
  ordered_on date not null,
  customer_id uuid,
  channel text not null,
  country text not null,
  cause_id uuid,
  source text not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, document_id, entry)
);
create index ledger_entries_booked on ledger_entries (tenant_id, booked_on);

-- The ledger summed by day in the store's currency: all of it, by country and by channel.
create table sales_rollups (
  tenant_id uuid not null,
  basis text not null check (basis in ('event', 'order')),
  dimension text not null check (dimension in ('all', 'country', 'channel')),
  day date not null,
  value text not null,
  orders numeric not null,
  gross numeric not null,
  discounts numeric not null,
  refunds numeric not null,
  tax numeric not null,
  shipping numeric not null,
  refunded_tax numeric not null,
  refunded_shipping numeric not null,
  fees numeric not null,
  cost numeric not null,
  units numeric not null,
  refunded_units numeric not null,
  primary key (tenant_id, basis, dimension, day, value)
) with (fillfactor = 70);

-- Different customers of any range, as decision 0012 counts different people: cells of a day and the day before on which the
-- same customer ordered ('-infinity' for none).
create table customer_order_days (
  tenant_id uuid not null,
  customer_id uuid not null,
  day date not null,
  orders integer not null,
  primary key (tenant_id, customer_id, day)
) with (fillfactor = 80);

create table customer_presence (
  tenant_id uuid not null,
  day date not null,
  before date not null,
  customers integer not null,
  primary key (tenant_id, day, before)
) with (fillfactor = 70);

-- Orders that the tracker told of wait here until the ledger has taken them in.
alter table event_orders add booked boolean not null default false;
create index event_orders_unbooked on event_orders (tenant_id) where not booked and not is_bot;
create function list_unbooked_orders() returns table (tenant_id uuid)
  language sql stable security definer set search_path = public
as $$
  select t.id from tenants t
  where t.suspended_at is null and exists (select from event_orders o where o.tenant_id = t.id and not o.booked and not o.is_bot);
$$;
revoke execute on function list_unbooked_orders() from public;
grant execute on function list_unbooked_orders() to portal_app;

call protect_tenant_table('order_revisions');
call protect_tenant_table('refunds');
call protect_tenant_table('refund_lines');
call protect_tenant_table('payments');
call protect_tenant_table('shipments');
call protect_tenant_table('returns');
call protect_tenant_table('return_lines');
call protect_tenant_table('exchange_rates');
call protect_tenant_table('ledger_entries');
call protect_tenant_table('sales_rollups');
call protect_tenant_table('customer_order_days');
call protect_tenant_table('customer_presence');
grant select, insert, update, delete on
  order_revisions, refunds, refund_lines, payments, shipments, returns, return_lines, exchange_rates, sales_rollups, customer_order_days,
  customer_presence to portal_app;
grant select, insert on ledger_entries to portal_app;

-- Temporary tables through which orders are written in bulk belong to the connection.
do $$ begin execute format('grant temporary on database %I to portal_app', current_database()); end $$;
