-- What each sku sold is summed by month as well, so that a year's question reads twelve rows of it and not hundreds.
-- Such a row's day is the first of its month.
alter table sales_rollups drop constraint sales_rollups_dimension_check;
alter table sales_rollups add constraint sales_rollups_dimension_check check (dimension in ('all', 'country', 'channel', 'sku', 'sku_month'));

insert into sales_rollups (tenant_id, basis, dimension, day, value, orders, gross, discounts, refunds, tax, shipping, refunded_tax, refunded_shipping, fees, cost, units,
  refunded_units)
select tenant_id, basis, 'sku_month', date_trunc('month', day)::date, value, sum(orders), sum(gross), sum(discounts), sum(refunds), sum(tax), sum(shipping),
  sum(refunded_tax), sum(refunded_shipping), sum(fees), sum(cost), sum(units), sum(refunded_units)
from sales_rollups where dimension = 'sku'
group by tenant_id, basis, date_trunc('month', day), value;
