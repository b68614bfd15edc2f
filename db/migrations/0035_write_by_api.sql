-- Writes through the API: answers kept for repeated requests, and categories found by their path.

-- What a write was answered with, so that the same request sent again is answered the same and done once. body_hash tells
-- whether it is the same request.
create table idempotency_keys (
  tenant_id uuid not null,
  key text not null,
  request text not null,
  body_hash bytea not null,
  status smallint,
  body text,
  etag text,
  location text,
  created_at timestamptz not null,
  primary key (tenant_id, key)
);
create index idempotency_keys_created on idempotency_keys (tenant_id, created_at);
call protect_tenant_table('idempotency_keys');
grant select, insert, update, delete on idempotency_keys to portal_app;

-- A category is named by the names above it and its own, as in "Coffee > Single origin".
alter table categories add path text;
update categories set path = name;
alter table categories alter path set not null;
create unique index categories_path on categories (tenant_id, path);

-- Makes the categories of some paths, with all above them, where they are missing.
create function ensure_categories(wanted_tenant uuid, paths text[]) returns void
  language plpgsql set search_path = public
as $$
declare
  depth integer;
begin
  for depth in 1 .. coalesce((select max(cardinality(string_to_array(p, ' > '))) from unnest(paths) p), 0) loop
    insert into categories (tenant_id, parent_id, name, path)
    select distinct wanted_tenant, above.id, w.names[depth], array_to_string(w.names[1:depth], ' > ')
    from (select string_to_array(p, ' > ') as names from unnest(paths) p) w
    left join categories above on above.tenant_id = wanted_tenant and above.path = array_to_string(w.names[1:depth - 1], ' > ')
    where cardinality(w.names) >= depth
    on conflict do nothing;
  end loop;
end $$;

-- Every store has a place where goods lie, from its first moment.
create function give_first_location() returns trigger
  language plpgsql security definer set search_path = public
as $$
begin
  insert into locations (tenant_id, code, name, is_default) select id, 'main', 'Main location', true from added;
  return null;
end $$;
create trigger tenants_located after insert on tenants
  referencing new table as added for each statement execute function give_first_location();
revoke execute on function give_first_location() from public;
insert into locations (tenant_id, code, name, is_default)
select t.id, 'main', 'Main location', true from tenants t where not exists (select from locations l where l.tenant_id = t.id and l.is_default)
on conflict (tenant_id, code) do update set is_default = true;
