-- Finds visitors by the e-mail address they identified with.
-- Cut, since a sender may put anything there and a key of an index has a limit.
create index events_email on events (tenant_id, left(lower(properties ->> 'email'), 200)) where type = 'identify';

-- Runs as the owner: under row-level security an index over a function is not used. The store is the connection's own.
create function find_visitors_by_email(wanted text) returns table (visitor bigint)
  language sql stable security definer set search_path = public
as $$
  select e.visitor from events e
  where e.tenant_id = app_tenant_id() and e.type = 'identify' and left(lower(e.properties ->> 'email'), 200) = left(lower(wanted), 200)
  group by e.visitor order by max(e.occurred_at) desc limit 20;
$$;

revoke execute on function find_visitors_by_email(text) from public;
grant execute on function find_visitors_by_email(text) to portal_app;
