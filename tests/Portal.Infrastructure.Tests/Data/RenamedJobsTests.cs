using Portal.Infrastructure.Data;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Data;

/// <summary>What an installation of before migration 0089 has in the scheduler's tables, after it.</summary>
public sealed class RenamedJobsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task RenameJobs_SchedulerWithAnOldName_ForgetsItAndKeepsItsRuns()
    {
        await postgres.Database.ExecuteAsync("""
            insert into quartz.job_details (sched_name, job_name, job_group, job_class_name, is_durable, is_nonconcurrent, is_update_data,
                requests_recovery)
            values ('portal', 'KeepAnswersJob', 'DEFAULT', 'Portal.Jobs.Analytics.KeepAnswersJob, Portal.Jobs', false, true, false, false),
                   ('portal', 'PruneMailsJob', 'DEFAULT', 'Portal.Jobs.Messaging.PruneMailsJob, Portal.Jobs', false, true, false, false);
            insert into quartz.triggers (sched_name, trigger_name, trigger_group, job_name, job_group, trigger_state, trigger_type, start_time)
            values ('portal', 'KeepAnswersJob', 'DEFAULT', 'KeepAnswersJob', 'DEFAULT', 'WAITING', 'CRON', 0);
            insert into quartz.cron_triggers (sched_name, trigger_name, trigger_group, cron_expression)
            values ('portal', 'KeepAnswersJob', 'DEFAULT', '0 17 * * * ?');
            insert into job_runs (id, job, node, started_at, outcome) values ('r1', 'KeepAnswersJob', 'n', now(), 'succeeded');
            """);

        await postgres.Database.ExecuteAsync(Migration.All.Single(migration => migration.Name == "0089_rename_jobs").Sql);

        Assert.Equal("PruneMailsJob", await postgres.Database.ScalarAsync<string>("select string_agg(job_name, ',') from quartz.job_details"));
        Assert.Equal(0, await postgres.Database.ScalarAsync<long>("select count(*) from quartz.triggers"));
        Assert.Equal("PrecomputeDailyResultsJob", await postgres.Database.ScalarAsync<string>("select job from job_runs where id = 'r1'"));
    }
}
