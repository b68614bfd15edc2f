-- Stores that subscribe, who works in them, and the invitations that are open.
create table tenants (
  id uuid primary key,
  slug text not null,
  name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  daily_revenue_goal numeric(18, 2) check (daily_revenue_goal > 0),
  is_demo boolean not null default false,
  simulator_paused boolean not null default false,
  created_at timestamptz not null,
  suspended_at timestamptz
);
create unique index tenants_slug on tenants (slug);

create table memberships (
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  role text not null check (role in ('viewer', 'support', 'analyst', 'manager', 'owner')),
  created_at timestamptz not null,
  last_opened_at timestamptz,
  primary key (tenant_id, user_id)
);
create index memberships_user on memberships (user_id);

create table invitations (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  email text not null,
  role text not null check (role in ('viewer', 'support', 'analyst', 'manager', 'owner')),
  token_hash bytea not null,
  invited_by uuid references users (id) on delete set null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);

call protect_tenant_table('memberships');
call protect_tenant_table('invitations');

-- A person may also see her own memberships in every store, to choose between stores.
create policy own on memberships for select using (user_id = app_user_id());

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant on tenants using (id = app_tenant_id()) with check (id = app_tenant_id());
create policy member on tenants for select
  using (exists (select from memberships m where m.tenant_id = tenants.id and m.user_id = app_user_id()));

grant select, insert, update on tenants to portal_app;
grant select, insert, update, delete on memberships, invitations to portal_app;

-- An invitation is opened by someone who is not yet a member: its token is the proof.
create function find_invitation(hash bytea) returns table (tenant_id uuid, id uuid)
  language sql stable security definer set search_path = public
as $$
  select i.tenant_id, i.id from invitations i where i.token_hash = hash;
$$;

-- A slug is free only when no store has it, also one that the caller may not see.
create function slug_is_taken(wanted text) returns boolean
  language sql stable security definer set search_path = public
as $$
  select exists (select from tenants where slug = wanted);
$$;

-- What jobs and the platform's administrators iterate over: identities only, never contents.
create function list_tenants() returns table (id uuid, slug text, name text, time_zone text, is_demo boolean)
  language sql stable security definer set search_path = public
as $$
  select t.id, t.slug, t.name, t.time_zone, t.is_demo from tenants t where t.suspended_at is null order by t.created_at;
$$;

revoke execute on function find_invitation(bytea), slug_is_taken(text), list_tenants() from public;
grant execute on function find_invitation(bytea), slug_is_taken(text), list_tenants() to portal_app;
