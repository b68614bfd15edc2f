-- Mails that are to be sent: written in the transaction that causes them, sent by a background service with back-off.
-- The bodies hold links that act for a person, so they are emptied once the mail is sent or given up.
create table mail_outbox (
  id uuid primary key,
  kind text not null,
  recipient text not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  created_at timestamptz not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  last_error text
);
create index mail_outbox_due on mail_outbox (next_attempt_at) where sent_at is null and failed_at is null;

grant select, insert, update on mail_outbox to portal_app;
