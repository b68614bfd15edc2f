-- What each run of a scheduled job came to: the portal's own record, shown to administrators and pruned by a job.
create table job_runs (
  id text primary key,
  job text not null,
  node text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome text not null check (outcome in ('running', 'succeeded', 'failed', 'interrupted')),
  message text
);
create index job_runs_started on job_runs (started_at);
create index job_runs_job on job_runs (job, started_at desc);

grant select, insert, update, delete on job_runs to portal_app;
