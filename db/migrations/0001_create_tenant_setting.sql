-- The two settings of a connection that every row-level policy reads: which store it works for, and which person.
create function app_tenant_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.tenant_id', true), '')::uuid;

create function app_user_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.user_id', true), '')::uuid;

-- Puts a tenant-owned table under row-level security: the one way in which a migration does it.
create procedure protect_tenant_table(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s using (tenant_id = app_tenant_id()) with check (tenant_id = app_tenant_id())', target);
end $$;
