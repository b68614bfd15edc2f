-- How many orders of each state were placed on each day, so that a list of very many need not be counted to be paged.
create table order_counts (
  tenant_id uuid not null,
  day date not null,
  status text not null,
  refunded boolean not null,
  orders bigint not null,
  primary key (tenant_id, day, status, refunded)
) with (fillfactor = 70);

create function count_orders() returns trigger
  language plpgsql security definer set search_path = public
as $$
begin
  if tg_op = 'INSERT' then
    insert into order_counts as known (tenant_id, day, status, refunded, orders)
    select tenant_id, placed_on, status, refunded > 0, count(*) from arrived group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (tenant_id, day, status, refunded) do update set orders = known.orders + excluded.orders;
  elsif tg_op = 'DELETE' then
    insert into order_counts as known (tenant_id, day, status, refunded, orders)
    select tenant_id, placed_on, status, refunded > 0, -count(*) from gone group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (tenant_id, day, status, refunded) do update set orders = known.orders + excluded.orders;
  else
    insert into order_counts as known (tenant_id, day, status, refunded, orders)
    select tenant_id, day, status, refunded, sum(orders) from (
      select tenant_id, placed_on as day, status, refunded > 0 as refunded, 1 as orders from arrived
      union all
      select tenant_id, placed_on, status, refunded > 0, -1 from gone) changes
    group by 1, 2, 3, 4 having sum(orders) <> 0 order by 1, 2, 3, 4
    on conflict (tenant_id, day, status, refunded) do update set orders = known.orders + excluded.orders;
  end if;
  return null;
end $$;

create trigger orders_counted after insert on orders referencing new table as arrived for each statement execute function count_orders();
create trigger orders_recounted after update on orders referencing old table as gone new table as arrived for each statement execute function count_orders();
create trigger orders_uncounted after delete on orders referencing old table as gone for each statement execute function count_orders();

insert into order_counts (tenant_id, day, status, refunded, orders)
select tenant_id, placed_on, status, refunded > 0, count(*) from orders group by 1, 2, 3, 4;

call protect_tenant_table('order_counts');
grant select on order_counts to portal_app;
