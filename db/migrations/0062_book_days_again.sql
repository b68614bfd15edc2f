-- A store that changes its time zone has its days booked anew, in steps: the last order done, all zeros at the start, null
-- when there is nothing to do.
alter table tenants add days_booked_to uuid;

create function list_stores_to_book_again() returns table (tenant_id uuid)
  language sql stable security definer set search_path = public
as $$
  select id from tenants where days_booked_to is not null order by id;
$$;
revoke execute on function list_stores_to_book_again() from public;
grant execute on function list_stores_to_book_again() to portal_app;

-- The days of the current store's stock, from its movements.
create function count_stock_days_again() returns void
  language plpgsql security definer set search_path = public
as $$
begin
  delete from stock_days where tenant_id = app_tenant_id();
  insert into stock_days (tenant_id, variant_id, location_id, day, sold, returned, received, adjusted, transferred)
  select m.tenant_id, m.variant_id, m.location_id, (m.occurred_at at time zone t.time_zone)::date,
         coalesce(sum(quantity) filter (where kind = 'sale'), 0), coalesce(sum(quantity) filter (where kind = 'return'), 0),
         coalesce(sum(quantity) filter (where kind = 'receipt'), 0), coalesce(sum(quantity) filter (where kind = 'adjustment'), 0),
         coalesce(sum(quantity) filter (where kind = 'transfer'), 0)
  from stock_movements m join tenants t on t.id = m.tenant_id
  where m.tenant_id = app_tenant_id()
  group by 1, 2, 3, 4;
end $$;
revoke execute on function count_stock_days_again() from public;
grant execute on function count_stock_days_again() to portal_app;
