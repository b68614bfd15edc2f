-- Sites of a store with the keys that their trackers write with, and the tokens that read the store's API.
create table sites (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null,
  domain text not null,
  allowed_origins text[] not null default '{}',
  consent_required boolean not null default false,
  respect_do_not_track boolean not null default true,
  auto_page boolean not null default true,
  tracker_fetched_at timestamptz,
  first_event_at timestamptz,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id)
);

-- A write key is public by nature (it stands in the shop's page) and can do nothing but add events.
create table write_keys (
  tenant_id uuid not null,
  id uuid not null,
  site_id uuid not null,
  key text not null,
  created_at timestamptz not null,
  valid_until timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, site_id) references sites (tenant_id, id)
);
create index write_keys_key on write_keys (key);
create index write_keys_site on write_keys (tenant_id, site_id);

create table api_tokens (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null,
  token_hash bytea not null,
  last_characters text not null,
  scopes text[] not null,
  created_by uuid references users (id) on delete set null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);
create index api_tokens_hash on api_tokens (token_hash);

call protect_tenant_table('sites');
call protect_tenant_table('write_keys');
call protect_tenant_table('api_tokens');
grant select, insert, update on sites, write_keys, api_tokens to portal_app;

-- The store is not known before the key is: these two answer whom a key or token belongs to, and nothing else.
create function find_write_key(wanted text)
  returns table (tenant_id uuid, site_id uuid, allowed_origins text[], valid_until timestamptz, revoked_at timestamptz, suspended_at timestamptz)
  language sql stable security definer set search_path = public
as $$
  select k.tenant_id, k.site_id, s.allowed_origins, k.valid_until, k.revoked_at, t.suspended_at
  from write_keys k
  join sites s on s.tenant_id = k.tenant_id and s.id = k.site_id
  join tenants t on t.id = k.tenant_id
  where k.key = wanted and s.archived_at is null;
$$;

create function find_api_token(hash bytea)
  returns table (tenant_id uuid, id uuid, scopes text[], slug text)
  language sql stable security definer set search_path = public
as $$
  select a.tenant_id, a.id, a.scopes, t.slug
  from api_tokens a
  join tenants t on t.id = a.tenant_id
  where a.token_hash = hash and a.revoked_at is null and (a.expires_at is null or a.expires_at > now()) and t.suspended_at is null;
$$;

revoke execute on function find_write_key(text), find_api_token(bytea) from public;
grant execute on function find_write_key(text), find_api_token(bytea) to portal_app;

-- Every node keeps keys in memory; a change of a key, its site or its store is told to all of them.
create function notify_write_keys_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('write_keys_changed', '');
  return null;
end $$;
create trigger write_keys_changed after insert or update or delete on write_keys for each statement execute function notify_write_keys_changed();
create trigger sites_changed after update of allowed_origins, archived_at, consent_required, respect_do_not_track, auto_page or delete on sites for each statement execute function notify_write_keys_changed();
create trigger tenants_changed after update of suspended_at on tenants for each statement execute function notify_write_keys_changed();
