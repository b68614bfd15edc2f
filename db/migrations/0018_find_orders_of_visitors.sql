-- When a visitor becomes part of a person, its orders follow.
create index event_orders_visitor on event_orders (tenant_id, visitor);
