-- Finds orders by what people remember of them: the beginning of a number, of a customer's name or e-mail, or a whole sku.
create index customers_email_prefix on customers (tenant_id, lower(email) text_pattern_ops);
create index customers_last_name_prefix on customers (tenant_id, lower(last_name) text_pattern_ops);
create index customers_first_name_prefix on customers (tenant_id, lower(first_name) text_pattern_ops);

-- Orders whose own total differs from what their lines come to: all that the reconciliation has to read.
create index orders_differing on orders (tenant_id, placed_on) where stated_total is not null and stated_total <> total;
create index orders_unheard on orders (tenant_id, placed_on) where source = 'browser';

-- Runs as the owner: under row-level security an index over a function is not used. The store is the connection's own.
create function find_orders(wanted text, most integer) returns table (id uuid)
  language sql stable security definer set search_path = public
as $$
  (select o.id from orders o
   where o.tenant_id = app_tenant_id() and o.number collate "C" >= wanted and o.number collate "C" < (wanted || chr(1114111))
   order by o.number collate "C" limit most)
  union
  select o.id from (
    (select c.id from customers c where c.tenant_id = app_tenant_id() and lower(c.email) ~>=~ lower(wanted) and lower(c.email) ~<~ (lower(wanted) || chr(1114111)) limit 100)
    union
    (select c.id from customers c where c.tenant_id = app_tenant_id() and lower(c.last_name) ~>=~ lower(wanted) and lower(c.last_name) ~<~ (lower(wanted) || chr(1114111)) limit 100)
    union
    (select c.id from customers c where c.tenant_id = app_tenant_id() and lower(c.first_name) ~>=~ lower(wanted) and lower(c.first_name) ~<~ (lower(wanted) || chr(1114111)) limit 100)
    union
    (select c.id from customers c where c.tenant_id = app_tenant_id() and c.external_id = wanted)) c
  cross join lateral (select o.id from orders o where o.tenant_id = app_tenant_id() and o.customer_id = c.id limit 50) o
  union
  (select l.order_id from order_lines l where l.tenant_id = app_tenant_id() and l.sku = wanted limit most);
$$;
revoke execute on function find_orders(text, integer) from public;
grant execute on function find_orders(text, integer) to portal_app;
