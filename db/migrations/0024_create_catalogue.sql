-- What a store sells, where it lies, what it costs and what is on its way: products with their variants, stock kept as a
-- sum of movements, purchase orders, prices with their past, and reviews.

create table brands (
  tenant_id uuid not null references tenants (id),
  id uuid not null default gen_random_uuid(),
  name text not null,
  primary key (tenant_id, id)
);
create unique index brands_name on brands (tenant_id, name);

create table suppliers (
  tenant_id uuid not null references tenants (id),
  id uuid not null default gen_random_uuid(),
  name text not null,
  email text,
  currency text check (currency ~ '^[A-Z]{3}$'),
  lead_time_days integer check (lead_time_days >= 0),
  primary key (tenant_id, id)
);
create unique index suppliers_name on suppliers (tenant_id, name);

create table categories (
  tenant_id uuid not null references tenants (id),
  id uuid not null default gen_random_uuid(),
  parent_id uuid,
  name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, parent_id) references categories (tenant_id, id),
  unique nulls not distinct (tenant_id, parent_id, name)
);

-- Where goods lie; movements that name no location happen at the default one.
create table locations (
  tenant_id uuid not null references tenants (id),
  id uuid not null default gen_random_uuid(),
  code text not null,
  name text not null,
  city text,
  country text check (country ~ '^[A-Z]{2}$'),
  is_default boolean not null default false,
  primary key (tenant_id, id)
);
create unique index locations_code on locations (tenant_id, code);
create unique index locations_default on locations (tenant_id) where is_default;

-- A product is known by the id that the shop gives it (in events: product_id); what it is sold as are its variants.
alter table products rename column sku to external_id;
alter index products_sku rename to products_external;
alter table products
  add description text,
  add status text not null default 'active' check (status in ('draft', 'active', 'archived')),
  add brand_id uuid,
  add category_id uuid,
  add url text,
  add image_url text,
  add tags text[] not null default '{}',
  add updated_at timestamptz not null default now(),
  add foreign key (tenant_id, brand_id) references brands (tenant_id, id),
  add foreign key (tenant_id, category_id) references categories (tenant_id, id);
create index products_created on products (tenant_id, created_at, id);
create index products_category on products (tenant_id, category_id);

insert into categories (tenant_id, name) select distinct tenant_id, category from products;
update products p set updated_at = p.created_at, category_id = c.id
from categories c where c.tenant_id = p.tenant_id and c.name = p.category;

-- What is sold, counted and priced. Prices are per unit, tax as the shop shows it; cost is what a unit costs the store.
-- A compare-at price above the price says that it is a promotion. weight_grams is of one unit with its packing.
create table variants (
  tenant_id uuid not null references tenants (id),
  id uuid not null default gen_random_uuid(),
  product_id uuid not null,
  sku text not null,
  external_id text,
  title text not null default '',
  options jsonb not null default '{}',
  position integer not null default 1,
  barcode text,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  price numeric(18, 4) check (price >= 0),
  compare_at_price numeric(18, 4) check (compare_at_price >= 0),
  promotion text,
  cost numeric(18, 4) check (cost >= 0),
  is_stocked boolean not null default true,
  reorder_point integer check (reorder_point >= 0),
  safety_stock integer check (safety_stock >= 0),
  lead_time_days integer check (lead_time_days >= 0),
  supplier_id uuid,
  weight_grams numeric(12, 2) check (weight_grams >= 0),
  status text not null default 'active' check (status in ('active', 'archived')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, supplier_id) references suppliers (tenant_id, id)
);
create unique index variants_sku on variants (tenant_id, sku);
create unique index variants_external on variants (tenant_id, external_id) where external_id is not null;
create index variants_product on variants (tenant_id, product_id, position);
create index variants_created on variants (tenant_id, created_at, id);
create index variants_supplier on variants (tenant_id, supplier_id) where supplier_id is not null;

-- Which price held when. until is null for the one in force.
create table variant_prices (
  tenant_id uuid not null,
  variant_id uuid not null,
  since timestamptz not null,
  until timestamptz check (until >= since),
  price numeric(18, 4) not null,
  compare_at_price numeric(18, 4),
  currency text not null,
  promotion text,
  primary key (tenant_id, variant_id, since),
  foreign key (tenant_id, variant_id) references variants (tenant_id, id)
);
create index variant_prices_since on variant_prices (tenant_id, since, variant_id);

-- A variant's price leaves a row whenever it changes, whoever changes it, at the instant that the variant was changed.
create function keep_variant_prices() returns trigger
  language plpgsql security definer set search_path = public
as $$
begin
  with changed as (
    select n.tenant_id, n.id as variant_id, greatest(n.updated_at, p.since) as since, n.price, n.compare_at_price, n.currency, n.promotion
    from added n
    left join variant_prices p on p.tenant_id = n.tenant_id and p.variant_id = n.id and p.until is null
    where n.price is not null and (p.price, p.compare_at_price, p.currency, p.promotion) is distinct from (n.price, n.compare_at_price, n.currency, n.promotion)
  ), ended as (
    update variant_prices p set until = c.since from changed c
    where p.tenant_id = c.tenant_id and p.variant_id = c.variant_id and p.until is null and p.since < c.since
  )
  insert into variant_prices (tenant_id, variant_id, since, price, compare_at_price, currency, promotion)
  select tenant_id, variant_id, since, price, compare_at_price, currency, promotion from changed
  on conflict (tenant_id, variant_id, since) do update set
    price = excluded.price, compare_at_price = excluded.compare_at_price, currency = excluded.currency, promotion = excluded.promotion, until = null;
  return null;
end $$;
create trigger variants_priced after insert on variants
  referencing new table as added for each statement execute function keep_variant_prices();
create trigger variants_repriced after update on variants
  referencing new table as added for each statement execute function keep_variant_prices();

insert into variants (tenant_id, product_id, sku, currency, price, created_at, updated_at)
select tenant_id, id, external_id, currency, price, created_at, created_at from products;
alter table products drop column category, drop column price, drop column currency;

-- Variants of some skus, in one statement. A sku that is not known becomes a product of its own, with the name beside it
-- (or the sku) and nothing else; where a sku comes twice, the first name counts.
create function ensure_variants(wanted_tenant uuid, skus text[], names text[], at timestamptz)
  returns table (sku text, variant_id uuid, product_id uuid)
  language plpgsql set search_path = public
as $$
#variable_conflict use_column
begin
  with missing as (
    select distinct on (w.sku) w.sku, coalesce(nullif(w.name, ''), w.sku) as name
    from unnest(skus, names) with ordinality as w (sku, name, place)
    where not exists (select from variants v where v.tenant_id = wanted_tenant and v.sku = w.sku)
    order by w.sku, w.place
  ), created as (
    insert into products (tenant_id, id, external_id, name, created_at, updated_at)
    select wanted_tenant, gen_random_uuid(), m.sku, m.name, at, at from missing m
    on conflict (tenant_id, external_id) do update set updated_at = products.updated_at
    returning id, external_id
  )
  insert into variants (tenant_id, product_id, sku, currency, created_at, updated_at)
  select wanted_tenant, c.id, c.external_id, t.currency, at, at from created c join tenants t on t.id = wanted_tenant
  on conflict (tenant_id, sku) do nothing;
  return query select v.sku, v.id, v.product_id from variants v
  where v.tenant_id = wanted_tenant and v.sku in (select unnest(skus));
end $$;

-- Every change of a stock, and nothing else, moves a level: quantity is what came (above 0) or went (below 0).
-- order_id and order_line name the order's line of a sale or return, receipt_id the receipt, transfer_id both ends of a transfer.
create table stock_movements (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  variant_id uuid not null,
  location_id uuid not null,
  kind text not null check (kind in ('sale', 'return', 'receipt', 'adjustment', 'transfer')),
  quantity integer not null check (quantity <> 0),
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  unit_cost numeric(18, 4),
  order_id uuid,
  order_line integer,
  receipt_id uuid,
  transfer_id uuid,
  reason text,
  actor_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, variant_id) references variants (tenant_id, id),
  foreign key (tenant_id, location_id) references locations (tenant_id, id)
);
create index stock_movements_occurred on stock_movements (tenant_id, occurred_at, id);
create index stock_movements_variant on stock_movements (tenant_id, variant_id, occurred_at);
create index stock_movements_order on stock_movements (tenant_id, order_id) where order_id is not null;

create table stock_levels (
  tenant_id uuid not null,
  variant_id uuid not null,
  location_id uuid not null,
  on_hand integer not null,
  updated_at timestamptz not null,
  primary key (tenant_id, variant_id, location_id)
) with (fillfactor = 70);

-- Movements by the store's days, for stock at the end of any day and what was sold on it. Each column is a sum of quantities.
create table stock_days (
  tenant_id uuid not null,
  variant_id uuid not null,
  location_id uuid not null,
  day date not null,
  sold integer not null,
  returned integer not null,
  received integer not null,
  adjusted integer not null,
  transferred integer not null,
  moved integer not null generated always as (sold + returned + received + adjusted + transferred) stored,
  primary key (tenant_id, variant_id, location_id, day)
) with (fillfactor = 80);
create index stock_days_day on stock_days (tenant_id, day);

-- Only these two functions write levels and days, in the transaction of the movements and in the order of the keys, so that
-- two transactions never wait for each other in a circle.
create function count_stock_movements() returns trigger
  language plpgsql security definer set search_path = public
as $$
declare
  sign integer := case tg_op when 'INSERT' then 1 else -1 end;
begin
  insert into stock_levels as known (tenant_id, variant_id, location_id, on_hand, updated_at)
  select tenant_id, variant_id, location_id, sign * sum(quantity), max(recorded_at)
  from moved group by 1, 2, 3 order by 1, 2, 3
  on conflict (tenant_id, variant_id, location_id) do update set
    on_hand = known.on_hand + excluded.on_hand, updated_at = greatest(known.updated_at, excluded.updated_at);
  insert into stock_days as known (tenant_id, variant_id, location_id, day, sold, returned, received, adjusted, transferred)
  select m.tenant_id, m.variant_id, m.location_id, (m.occurred_at at time zone t.time_zone)::date,
         sign * coalesce(sum(quantity) filter (where kind = 'sale'), 0), sign * coalesce(sum(quantity) filter (where kind = 'return'), 0),
         sign * coalesce(sum(quantity) filter (where kind = 'receipt'), 0), sign * coalesce(sum(quantity) filter (where kind = 'adjustment'), 0),
         sign * coalesce(sum(quantity) filter (where kind = 'transfer'), 0)
  from moved m join tenants t on t.id = m.tenant_id
  group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (tenant_id, variant_id, location_id, day) do update set
    sold = known.sold + excluded.sold, returned = known.returned + excluded.returned, received = known.received + excluded.received,
    adjusted = known.adjusted + excluded.adjusted, transferred = known.transferred + excluded.transferred;
  return null;
end $$;
create trigger stock_movements_counted after insert on stock_movements
  referencing new table as moved for each statement execute function count_stock_movements();
create trigger stock_movements_uncounted after delete on stock_movements
  referencing old table as moved for each statement execute function count_stock_movements();

create table purchase_orders (
  tenant_id uuid not null references tenants (id),
  id uuid not null default gen_random_uuid(),
  number text not null,
  supplier_id uuid,
  location_id uuid not null,
  status text not null default 'draft' check (status in ('draft', 'ordered', 'partially_received', 'received', 'cancelled')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  expected_on date,
  note text,
  created_at timestamptz not null,
  ordered_at timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, supplier_id) references suppliers (tenant_id, id),
  foreign key (tenant_id, location_id) references locations (tenant_id, id)
);
create unique index purchase_orders_number on purchase_orders (tenant_id, number);
create index purchase_orders_created on purchase_orders (tenant_id, created_at, id);

create table purchase_order_lines (
  tenant_id uuid not null,
  purchase_order_id uuid not null,
  line integer not null,
  variant_id uuid not null,
  quantity integer not null check (quantity > 0),
  received integer not null default 0 check (received >= 0),
  unit_cost numeric(18, 4) not null check (unit_cost >= 0),
  primary key (tenant_id, purchase_order_id, line),
  foreign key (tenant_id, purchase_order_id) references purchase_orders (tenant_id, id),
  foreign key (tenant_id, variant_id) references variants (tenant_id, id)
);
create unique index purchase_order_lines_variant on purchase_order_lines (tenant_id, purchase_order_id, variant_id);
create index purchase_order_lines_open on purchase_order_lines (tenant_id, variant_id) where received < quantity;

-- Goods that came in for a purchase order, at once. Each line of it is also a movement.
create table purchase_receipts (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  purchase_order_id uuid not null,
  received_at timestamptz not null,
  note text,
  actor_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, purchase_order_id) references purchase_orders (tenant_id, id)
);
create index purchase_receipts_order on purchase_receipts (tenant_id, purchase_order_id, received_at);

create table purchase_receipt_lines (
  tenant_id uuid not null,
  receipt_id uuid not null,
  line integer not null,
  quantity integer not null check (quantity > 0),
  primary key (tenant_id, receipt_id, line),
  foreign key (tenant_id, receipt_id) references purchase_receipts (tenant_id, id)
);

create table reviews (
  tenant_id uuid not null references tenants (id),
  id uuid not null default gen_random_uuid(),
  external_id text,
  product_id uuid not null,
  customer_id uuid,
  author text,
  rating smallint not null check (rating between 1 and 5),
  title text,
  body text,
  status text not null default 'published' check (status in ('pending', 'published', 'rejected')),
  is_verified boolean not null default false,
  written_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id)
);
create unique index reviews_external on reviews (tenant_id, external_id) where external_id is not null;
create index reviews_product on reviews (tenant_id, product_id, written_at desc);
create index reviews_created on reviews (tenant_id, created_at, id);

call protect_tenant_table('brands');
call protect_tenant_table('suppliers');
call protect_tenant_table('categories');
call protect_tenant_table('locations');
call protect_tenant_table('variants');
call protect_tenant_table('variant_prices');
call protect_tenant_table('stock_movements');
call protect_tenant_table('stock_levels');
call protect_tenant_table('stock_days');
call protect_tenant_table('purchase_orders');
call protect_tenant_table('purchase_order_lines');
call protect_tenant_table('purchase_receipts');
call protect_tenant_table('purchase_receipt_lines');
call protect_tenant_table('reviews');
grant select, insert, update, delete on
  brands, suppliers, categories, locations, variants, variant_prices, purchase_orders, purchase_order_lines, reviews to portal_app;
grant select, insert on stock_movements, purchase_receipts, purchase_receipt_lines to portal_app;
grant select on stock_levels, stock_days to portal_app;
revoke execute on function keep_variant_prices(), count_stock_movements() from public;
