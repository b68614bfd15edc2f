-- Deletes pieces of files that nobody will import any more: of imports that ended other than as a dry run, and of dry runs and
-- uploads that nobody touched since an instant. A run deletes so many pieces at most and answers how many it deleted.
create function prune_import_chunks(untouched_since timestamptz, most integer) returns bigint
  language plpgsql security definer set search_path = public
as $$
declare
  deleted bigint;
begin
  with doomed as (
    select c.tenant_id, c.import_id, c.number from import_chunks c
    left join imports i on i.tenant_id = c.tenant_id and i.id = c.import_id
    where i.id is null
      or (i.state in ('finished', 'failed', 'cancelled') and not i.dry_run)
      or (i.state in ('uploaded', 'finished', 'failed', 'cancelled') and coalesce(i.finished_at, i.created_at) < untouched_since)
    limit most
  ), gone as (
    delete from import_chunks c using doomed d
    where c.tenant_id = d.tenant_id and c.import_id = d.import_id and c.number = d.number returning 1)
  select count(*) into deleted from gone;
  return deleted;
end
$$;
revoke execute on function prune_import_chunks(timestamptz, integer) from public;
grant execute on function prune_import_chunks(timestamptz, integer) to portal_app;
