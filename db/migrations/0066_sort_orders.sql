-- A page of very many orders by what its columns can be sorted by, high to low or low to high.
create index orders_total on orders (tenant_id, total, id);
create index orders_units on orders (tenant_id, units, id);
create index orders_refunded on orders (tenant_id, refunded, id);
