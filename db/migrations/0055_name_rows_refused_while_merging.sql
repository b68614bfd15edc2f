-- Rows of a file that only the merge can refuse, such as those that name what is not there. Their batch tells which ones stay
-- when an import is taken up again; rows refused while the file is read have none.
alter table import_rejections add column batch integer;

-- The import that took the rejected rows of this one again.
alter table imports add column retried_by uuid;
