-- Three jobs have new names: the scheduler forgets the old ones, since it could not make them, and what they left keeps its story.
create temporary table renamed_jobs (old text, new text) on commit drop;
insert into renamed_jobs values
  ('KeepAnswersJob', 'PrecomputeDailyResultsJob'), ('PruneDayAnswersJob', 'PruneDailyResultsJob'), ('BookDaysAgainJob', 'RebookOrderDaysJob');

delete from quartz.fired_triggers where job_name in (select old from renamed_jobs);
delete from quartz.cron_triggers where trigger_name in (select old from renamed_jobs);
delete from quartz.triggers where job_name in (select old from renamed_jobs);
delete from quartz.job_details where job_name in (select old from renamed_jobs);

update job_runs r set job = n.new from renamed_jobs n where r.job = n.old;
update work_units u set service = n.new from renamed_jobs n where u.service = n.old;
