-- An order all of whose money went back is refunded, whoever told of it. What its source says of it stands beside that, and
-- is null where the status is the source's own word. Decision 0025 has the rule.
alter table orders add stated_status text, add constraint orders_stated_status_check check (stated_status is null or status = 'refunded');

update orders set stated_status = status, status = 'refunded'
where refunded > 0 and refunded >= total and status in ('paid', 'partially_fulfilled', 'fulfilled', 'delivered');
