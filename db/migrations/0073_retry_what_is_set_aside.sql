-- A request to forget a visitor is tried until it is set aside as a unit of work, where a person can see and retry it; before, it
-- ended unseen after ten attempts.
create or replace function list_pending_erasures() returns table (tenant_id uuid, id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select e.tenant_id, e.id from public.erasures e where e.finished_at is null order by e.requested_at;
$$;

-- Orders of the tracker that are set aside, or wait after a failure, give their store no pass.
create or replace function list_unbooked_orders() returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select t.id from public.tenants t
  where t.suspended_at is null and exists (
    select 1 from public.event_orders o
    where o.tenant_id = t.id and not o.booked and not o.is_bot and not exists (
      select 1 from public.work_units w
      where w.tenant_id = o.tenant_id and w.service = 'EventOrderService' and w.unit = o.order_id and (w.quarantined_at is not null or w.next_try_at > now())));
$$;

-- Mails that are not sent, for the administrators' page.
create index mail_outbox_unsent on mail_outbox (created_at) where sent_at is null and attempts > 0;
