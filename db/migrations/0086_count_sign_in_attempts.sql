-- Failed sign-ins by account and by where they came from, so that guessing is slowed down without anybody being able to keep
-- an account's owner out: a browser that has signed in before is counted by itself.
create table sign_in_attempts (
  account bytea not null,             -- SHA-256 of the normalized e-mail address, whether or not it has an account
  source text not null,               -- 'device:…' of a browser that has signed in before, 'network:…' of any other, 'strangers' for all of those together
  failures integer not null,
  last_at timestamptz not null,
  admitted boolean not null,          -- whether the latest try was looked at, or had to wait
  blocked_until timestamptz,
  primary key (account, source)
);
create index sign_in_attempts_last on sign_in_attempts (last_at);
grant select, insert, update, delete on sign_in_attempts to portal_app;

-- Counted there now.
update users set access_failed_count = 0, lockout_end = null where access_failed_count <> 0 or lockout_end is not null;
