-- Guests of the demo store: each visit has a person of its own, so that no guest sees another's sessions, and the role that
-- sees everything and changes nothing.
alter table users add column is_guest boolean not null default false;
create index users_guests on users (created_at) where is_guest;

alter table memberships drop constraint memberships_role_check;
alter table memberships add constraint memberships_role_check check (role in ('viewer', 'support', 'analyst', 'manager', 'owner', 'guest'));

-- The one account that all guests shared.
delete from users where normalized_email = 'GUEST@DEMO.INTELLISHOP.INVALID';
