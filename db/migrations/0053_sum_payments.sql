-- Payments summed by the store's day, method and state, in the store's currency at the rate of their order, so that no page reads them one by one.
create table payment_days (
  tenant_id uuid not null,
  day date not null,
  method text not null,
  state text not null,
  payments bigint not null,
  amount numeric not null,
  fees numeric not null,
  primary key (tenant_id, day, method, state)
) with (fillfactor = 80);
call protect_tenant_table('payment_days');
grant select on payment_days to portal_app;

-- Written by the payments themselves, in the order of the keys.
create function sum_payments() returns trigger
  language plpgsql security definer set search_path = public
as $$
begin
  if tg_op <> 'INSERT' then
    insert into payment_days as known (tenant_id, day, method, state, payments, amount, fees)
    select p.tenant_id, p.paid_on, p.method, p.state, -count(*), -sum(p.amount * o.exchange_rate), -sum(p.fee * o.exchange_rate)
    from was p join orders o on o.tenant_id = p.tenant_id and o.id = p.order_id group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (tenant_id, day, method, state) do update set
      payments = known.payments + excluded.payments, amount = known.amount + excluded.amount, fees = known.fees + excluded.fees;
  end if;
  if tg_op <> 'DELETE' then
    insert into payment_days as known (tenant_id, day, method, state, payments, amount, fees)
    select p.tenant_id, p.paid_on, p.method, p.state, count(*), sum(p.amount * o.exchange_rate), sum(p.fee * o.exchange_rate)
    from became p join orders o on o.tenant_id = p.tenant_id and o.id = p.order_id group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (tenant_id, day, method, state) do update set
      payments = known.payments + excluded.payments, amount = known.amount + excluded.amount, fees = known.fees + excluded.fees;
  end if;
  return null;
end $$;
create trigger payments_added after insert on payments referencing new table as became for each statement execute function sum_payments();
create trigger payments_changed after update on payments referencing old table as was new table as became for each statement execute function sum_payments();
create trigger payments_removed after delete on payments referencing old table as was for each statement execute function sum_payments();

-- An order in another currency may be stated again at another rate.
create function sum_payments_at_another_rate() returns trigger
  language plpgsql security definer set search_path = public
as $$
begin
  update payment_days d set
    amount = d.amount + p.amount * (new.exchange_rate - old.exchange_rate), fees = d.fees + p.fees * (new.exchange_rate - old.exchange_rate)
  from (
    select paid_on, method, state, sum(amount) as amount, sum(fee) as fees from payments
    where tenant_id = new.tenant_id and order_id = new.id group by 1, 2, 3) p
  where d.tenant_id = new.tenant_id and d.day = p.paid_on and d.method = p.method and d.state = p.state;
  return null;
end $$;
create trigger orders_at_another_rate after update of exchange_rate on orders for each row
  when (old.exchange_rate is distinct from new.exchange_rate) execute function sum_payments_at_another_rate();
revoke execute on function sum_payments(), sum_payments_at_another_rate() from public;

insert into payment_days (tenant_id, day, method, state, payments, amount, fees)
select p.tenant_id, p.paid_on, p.method, p.state, count(*), sum(p.amount * o.exchange_rate), sum(p.fee * o.exchange_rate)
from payments p join orders o on o.tenant_id = p.tenant_id and o.id = p.order_id group by 1, 2, 3, 4;
