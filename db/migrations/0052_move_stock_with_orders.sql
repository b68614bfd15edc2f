-- Orders move stock: since when a level is counted, and which goods that came back lie on the shelf again. Decision 0019 has the rules.

-- The instant of the first receipt, adjustment or transfer; orders placed before it were never on this shelf.
alter table stock_levels add counted_since timestamptz;
update stock_levels s set counted_since = m.since
from (
  select tenant_id, variant_id, location_id, min(occurred_at) as since from stock_movements
  where kind in ('receipt', 'adjustment', 'transfer') group by 1, 2, 3) m
where m.tenant_id = s.tenant_id and m.variant_id = s.variant_id and m.location_id = s.location_id;

create or replace function count_stock_movements() returns trigger
  language plpgsql security definer set search_path = public
as $$
declare
  sign integer := case tg_op when 'INSERT' then 1 else -1 end;
begin
  insert into stock_levels as known (tenant_id, variant_id, location_id, on_hand, updated_at, counted_since)
  select tenant_id, variant_id, location_id, sign * sum(quantity), max(recorded_at),
         min(occurred_at) filter (where sign = 1 and kind in ('receipt', 'adjustment', 'transfer'))
  from moved group by 1, 2, 3 order by 1, 2, 3
  on conflict (tenant_id, variant_id, location_id) do update set
    on_hand = known.on_hand + excluded.on_hand, updated_at = greatest(known.updated_at, excluded.updated_at),
    counted_since = least(known.counted_since, excluded.counted_since);
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

-- Whether what came back is for sale again.
alter table refund_lines add restock boolean not null default false;
alter table return_lines add restock boolean not null default false;
update refund_lines l set restock = true
from refunds r
where r.tenant_id = l.tenant_id and r.id = l.refund_id and l.quantity > 0 and exists (
  select from stock_movements m where m.tenant_id = r.tenant_id and m.order_id = r.order_id and m.order_line = l.order_line and m.kind = 'return');
