-- Products, customers and orders as a store knows them: what the demo store is made of and lists show.
create table products (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  sku text not null,
  name text not null,
  category text not null,
  price numeric(18, 4) not null,
  currency text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index products_sku on products (tenant_id, sku);
create index products_name on products (tenant_id, name);

create table customers (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  external_id text not null,
  email text,
  first_name text,
  last_name text,
  city text,
  country text,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index customers_external on customers (tenant_id, external_id);
create index customers_created on customers (tenant_id, created_at desc);

create table orders (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  number text not null,
  customer_id uuid,
  placed_at timestamptz not null,
  status text not null check (status in ('paid', 'refunded', 'partially_refunded', 'cancelled')),
  currency text not null,
  subtotal numeric(18, 4) not null,
  discount numeric(18, 4) not null,
  tax numeric(18, 4) not null,
  shipping numeric(18, 4) not null,
  total numeric(18, 4) not null,
  refunded numeric(18, 4) not null default 0,
  coupon text,
  channel text,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id)
);
create unique index orders_number on orders (tenant_id, number);
create index orders_placed on orders (tenant_id, placed_at desc);
create index orders_customer on orders (tenant_id, customer_id);

create table order_lines (
  tenant_id uuid not null,
  order_id uuid not null,
  line integer not null,
  product_id uuid not null,
  quantity integer not null check (quantity > 0),
  unit_price numeric(18, 4) not null,
  discount numeric(18, 4) not null,
  total numeric(18, 4) not null,
  primary key (tenant_id, order_id, line),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
create index order_lines_product on order_lines (tenant_id, product_id);

call protect_tenant_table('products');
call protect_tenant_table('customers');
call protect_tenant_table('orders');
call protect_tenant_table('order_lines');
grant select, insert, update, delete on products, customers, orders, order_lines to portal_app;
