-- Files that a store hands in, kept in pieces so that any node can read them, with what became of their rows.
create table imports (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  kind text not null,
  file_name text not null,
  mapping jsonb,
  options jsonb not null default '{}',
  dry_run boolean not null,
  state text not null check (state in ('uploaded', 'queued', 'running', 'finished', 'failed', 'cancelled')),
  created_at timestamptz not null,
  created_by text not null,
  started_at timestamptz,
  finished_at timestamptz,
  bytes bigint not null,
  bytes_read bigint not null default 0,
  rows_read bigint not null default 0,
  rows_rejected bigint not null default 0,
  rows_merged bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  headers text[] not null default '{}',
  -- Pieces of the merge that have been committed, and until when the node that works on it is believed to live.
  merged_batches integer not null default 0,
  lease_until timestamptz,
  attempts integer not null default 0,
  cancel_requested boolean not null default false,
  error text,
  primary key (tenant_id, id)
);
create index imports_created on imports (tenant_id, created_at desc);
create index imports_open on imports (state, lease_until) where state in ('queued', 'running');

create table import_chunks (
  tenant_id uuid not null,
  import_id uuid not null,
  number integer not null,
  content bytea not null,
  primary key (tenant_id, import_id, number)
);
alter table import_chunks alter content set storage external;

-- Rows that were not taken, by their line in the file.
create table import_rejections (
  tenant_id uuid not null,
  import_id uuid not null,
  line bigint not null,
  reason text not null,
  fields text[] not null,
  primary key (tenant_id, import_id, line)
);

-- How a store last mapped the columns of a kind.
create table import_mappings (
  tenant_id uuid not null references tenants (id),
  kind text not null,
  mapping jsonb not null,
  options jsonb not null,
  primary key (tenant_id, kind)
);

call protect_tenant_table('imports');
call protect_tenant_table('import_chunks');
call protect_tenant_table('import_rejections');
call protect_tenant_table('import_mappings');
grant select, insert, update, delete on imports, import_chunks, import_rejections, import_mappings to portal_app;

-- What waits for a node: new imports, and those whose node went away. Identities only.
create function list_open_imports() returns table (tenant_id uuid, id uuid)
  language sql stable security definer set search_path = public
as $$
  select i.tenant_id, i.id from imports i join tenants t on t.id = i.tenant_id
  where t.suspended_at is null and (i.state = 'queued' or i.state = 'running' and i.lease_until < now())
  order by i.created_at;
$$;
revoke execute on function list_open_imports() from public;
grant execute on function list_open_imports() to portal_app;
