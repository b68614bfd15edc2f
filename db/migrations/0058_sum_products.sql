-- What each product sold and what is left of it, summed by day, week and month as the ledger is written. What an order says as a
-- whole (its own discount, payment fees, a refund without lines) is shared among its lines. Decision 0021 has the rules.

-- start is the first day of the day, of the week (a Monday) or of the month; sku is empty for lines without one.
create table product_sales_rollups (
  tenant_id uuid not null,
  basis text not null check (basis in ('event', 'order')),
  grain text not null check (grain in ('day', 'week', 'month')),
  start date not null,
  sku text not null,
  orders integer not null,
  units numeric not null,
  refunded_units numeric not null,
  gross numeric not null,
  discounts numeric not null,
  refunds numeric not null,
  fees numeric not null,
  cost numeric not null,
  primary key (tenant_id, basis, grain, start, sku)
) with (fillfactor = 70);

-- Gross sales less discounts by the channel that an order came by, on the order's day: what advertising is shared by.
create table product_channel_rollups (
  tenant_id uuid not null,
  grain text not null check (grain in ('day', 'month')),
  start date not null,
  channel text not null,
  sku text not null,
  sold numeric not null,
  primary key (tenant_id, grain, start, channel, sku)
) with (fillfactor = 70);

call protect_tenant_table('product_sales_rollups');
call protect_tenant_table('product_channel_rollups');
grant select, insert, update, delete on product_sales_rollups, product_channel_rollups to portal_app;

-- Sums of what is booked already.
create temp table product_changes on commit drop as
with entries as (
  select tenant_id, document_id, booked_on, ordered_on, channel, sku, is_whole,
         coalesce(sum(units) filter (where kind = 'gross'), 0) as units, coalesce(sum(units) filter (where kind = 'refund'), 0) as refunded_units,
         coalesce(sum(store_amount) filter (where kind = 'gross'), 0) as gross, coalesce(sum(store_amount) filter (where kind = 'discount'), 0) as discounts,
         coalesce(sum(store_amount) filter (where kind = 'refund'), 0) as refunds, coalesce(sum(store_amount) filter (where kind = 'fee'), 0) as fees,
         coalesce(sum(store_amount) filter (where kind = 'cost_of_goods'), 0) as cost
  from (
    select *, kind = 'fee' or (kind in ('discount', 'refund') and line = 0 and sku = '') as is_whole
    from ledger_entries where kind in ('gross', 'discount', 'refund', 'fee', 'cost_of_goods')) e
  group by tenant_id, document_id, booked_on, ordered_on, channel, sku, is_whole
  having (coalesce(sum(units) filter (where kind = 'gross'), 0), coalesce(sum(units) filter (where kind = 'refund'), 0), coalesce(sum(store_amount) filter (where kind = 'gross'), 0),
    coalesce(sum(store_amount) filter (where kind = 'discount'), 0), coalesce(sum(store_amount) filter (where kind = 'refund'), 0),
    coalesce(sum(store_amount) filter (where kind = 'fee'), 0), coalesce(sum(store_amount) filter (where kind = 'cost_of_goods'), 0)) <> (0, 0, 0, 0, 0, 0, 0)
), lines as (
  select *, sum(units) over (partition by tenant_id, document_id, ordered_on, channel, sku order by booked_on) as units_so_far from entries where not is_whole
), weights as (
  select tenant_id, document_id, sku, sum(greatest(gross, 0)) as sold, sum(greatest(refunds, 0)) as returned
  from (select tenant_id, document_id, sku, booked_on, sum(gross) as gross, sum(refunds) as refunds from lines group by 1, 2, 3, 4) d group by 1, 2, 3
), parts as (
  select tenant_id, document_id, sku, part, sum(part) over (partition by tenant_id, document_id order by sku collate "C") as upto, sum(part) over (partition by tenant_id, document_id) as whole
  from (
    select tenant_id, document_id, sku, case when sum(sold) over w > 0 then sold when sum(returned) over w > 0 then returned else 1 end as part
    from weights window w as (partition by tenant_id, document_id)) p
  where part > 0
), shares as (
  select e.tenant_id, e.booked_on, e.ordered_on, e.channel, coalesce(p.sku, '') as sku, a.kind,
         case when p.upto < p.whole then round(a.amount * p.upto / p.whole, 4) else a.amount end - coalesce(round(a.amount * (p.upto - p.part) / p.whole, 4), 0) as amount
  from entries e
  left join parts p on p.tenant_id = e.tenant_id and p.document_id = e.document_id
  cross join lateral (values ('discount', e.discounts), ('refund', e.refunds), ('fee', e.fees)) a (kind, amount)
  where e.is_whole and a.amount <> 0
)
select tenant_id, booked_on, ordered_on, channel, sku, sum(orders)::integer as orders, sum(units) as units, sum(refunded_units) as refunded_units, sum(gross) as gross,
       sum(discounts) as discounts, sum(refunds) as refunds, sum(fees) as fees, sum(cost) as cost
from (
  select tenant_id, booked_on, ordered_on, channel, sku, (units_so_far > 0)::integer - (units_so_far - units > 0)::integer as orders, units, refunded_units, gross, discounts, refunds,
         0::numeric as fees, cost
  from lines
  union all
  select tenant_id, booked_on, ordered_on, channel, sku, 0, 0, 0, 0, case kind when 'discount' then amount else 0 end, case kind when 'refund' then amount else 0 end,
         case kind when 'fee' then amount else 0 end, 0
  from shares) s
group by tenant_id, booked_on, ordered_on, channel, sku;

insert into product_sales_rollups (tenant_id, basis, grain, start, sku, orders, units, refunded_units, gross, discounts, refunds, fees, cost)
select c.tenant_id, b.basis, g.grain, g.start, c.sku, sum(orders), sum(units), sum(refunded_units), sum(gross), sum(discounts), sum(refunds), sum(fees), sum(cost)
from product_changes c
cross join lateral (values ('event', c.booked_on), ('order', c.ordered_on)) b (basis, day)
cross join lateral (values ('day', b.day), ('week', date_trunc('week', b.day::timestamp)::date), ('month', date_trunc('month', b.day::timestamp)::date)) g (grain, start)
group by 1, 2, 3, 4, 5;

insert into product_channel_rollups (tenant_id, grain, start, channel, sku, sold)
select c.tenant_id, g.grain, g.start, c.channel, c.sku, sum(c.gross - c.discounts)
from product_changes c
cross join lateral (values ('day', c.ordered_on), ('month', date_trunc('month', c.ordered_on::timestamp)::date)) g (grain, start)
where c.channel <> ''
group by 1, 2, 3, 4, 5 having sum(c.gross - c.discounts) <> 0;
