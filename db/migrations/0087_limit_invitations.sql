-- Each invitation mail that was asked for, so that nobody can have the portal write to strangers at will. The address is kept
-- as its SHA-256: how often one is written to is counted over all stores.
create table invitation_mails (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  sent_by uuid,
  recipient bytea not null,
  sent_at timestamptz not null,
  primary key (tenant_id, id)
);
create index invitation_mails_sent on invitation_mails (tenant_id, sent_at);
create index invitation_mails_recipient on invitation_mails (recipient, sent_at);
create index invitation_mails_person on invitation_mails (sent_by, sent_at);
call protect_tenant_table('invitation_mails');
grant select, insert on invitation_mails to portal_app;

-- What the person, the store and the address have had since an instant. The last two reach over stores, as a number only.
create function count_invitation_mails(tenant uuid, person uuid, address bytea, since timestamptz)
  returns table (by_store bigint, by_person bigint, to_address bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  return query select
    (select count(*) from public.invitation_mails m where m.tenant_id = tenant and m.sent_at >= since),
    (select count(*) from public.invitation_mails m where m.sent_by = person and m.sent_at >= since),
    (select count(*) from public.invitation_mails m where m.recipient = address and m.sent_at >= since);
end $$;

create function prune_invitation_mails(before timestamptz) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare deleted bigint;
begin
  delete from public.invitation_mails where sent_at < before;
  get diagnostics deleted = row_count;
  return deleted;
end $$;

revoke execute on function count_invitation_mails(uuid, uuid, bytea, timestamptz), prune_invitation_mails(timestamptz) from public;
grant execute on function count_invitation_mails(uuid, uuid, bytea, timestamptz), prune_invitation_mails(timestamptz) to portal_app;
