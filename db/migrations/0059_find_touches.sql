-- The visits before an order are read from the index alone: sessions are wide and a person's lie far apart, so that a first
-- question about a month's orders waited for thousands of single pages.
create index sessions_touches on sessions (tenant_id, person, started_at) include (is_bot, visitor, channel, source, campaign);
drop index sessions_person;
