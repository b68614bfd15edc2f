using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Data;
using Portal.Jobs.Analytics;
using Portal.Jobs.Billing;
using Portal.Jobs.Events;
using Portal.Jobs.ExchangeRates;
using Portal.Jobs.Identity;
using Portal.Jobs.Imports;
using Portal.Jobs.Messaging;
using Portal.Jobs.Operations;
using Portal.Jobs.Orders;
using Portal.Jobs.Privacy;
using Quartz;

namespace Portal.Jobs;

/// <summary>The whole timetable. Times are UTC; jobs that care for a store's own time work it out themselves.</summary>
public static class JobSchedule
{
    /// <summary>How long a run may take; what a job does for a store has less.</summary>
    public static readonly TimeSpan RunLimit = TimeSpan.FromHours(6);

    /// <summary>What the scheduler's tables live under; a schema of its own.</summary>
    private const string TablePrefix = "quartz.";

    /// <summary>
    /// Registers the scheduler and its jobs over the prepared database. Every node that does so joins one cluster: a
    /// firing runs on one of them, and a node that dies hands its firings on.
    /// </summary>
    public static IServiceCollection AddPortalJobs(this IServiceCollection services)
    {
        AddScheduler(services, AddTimetable);
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    /// <summary>
    /// Registers the timetable's pages on a node that runs no jobs: its scheduler is never started, it only reads the
    /// cluster's tables and puts firings into them.
    /// </summary>
    public static IServiceCollection AddPortalJobsElsewhere(this IServiceCollection services)
    {
        AddScheduler(services, _ => { });
        return services;
    }

    private static void AddScheduler(IServiceCollection services, Action<IQuartzBuilder> addJobs)
    {
        services.AddSingleton<JobRunQueries>();
        services.AddSingleton<Timetable>();
        services.AddSingleton<StoreRounds>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "portal";
                scheduler.GenerateInstanceId = true;
                scheduler.DefaultTimeZone = TimeZoneInfo.Utc;
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.DataSourceFactory = provider => provider.GetRequiredService<PortalDatabase>().Scheduler);
                store.UseSystemTextJsonSerializer();
                store.UseClustering(clustering =>
                {
                    clustering.CheckinInterval = TimeSpan.FromSeconds(5);
                    clustering.CheckinMisfireThreshold = TimeSpan.FromSeconds(15);
                });
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = TablePrefix;
                    options.StoreJobDataAsStrings = true;
                    options.SchemaProvisioning = SchemaProvisioning.Validate;
                });
            });
            quartz.AddJobListener<JobRunRecorder>();
            quartz.AddJobTimeout(RunLimit);
            addJobs(quartz);
        });
    }

    private static void AddTimetable(IQuartzBuilder quartz)
    {
        Schedule<CreateEventPartitionsJob>(quartz, "0 7 * * * ?",
            "Every hour, at seven past: the days that events may fall on have their partitions, a week ahead.");
        Schedule<EndOldEventsJob>(quartz, "0 40 2 * * ?",
            "Every night at 02:40: events older than their store's plan keeps them, and days that are empty by then.");
        Schedule<PruneEventBatchesJob>(quartz, "0 37 * * * ?",
            "Every hour, at 37 past: what followers of the event ledger have long taken in.");
        Schedule<ReleaseHeldEventsJob>(quartz, "10 * * * * ?",
            "Every minute: events that were held are released once their store is within its quota again.");
        Schedule<WarnOfUsageJob>(quartz, "40 0/5 * * * ?",
            "Every five minutes: owners are told when their store reaches a share of its quota.");
        Schedule<PrecomputeDailyResultsJob>(quartz, "0 17 * * * ?",
            "Every hour, at 17 past: what pages of stores with many events ask of past days is counted ahead.");
        Schedule<PruneDailyResultsJob>(quartz, "0 50 3 * * ?",
            "Every night at 03:50: answers kept for analytics are counted anew after five weeks.");
        Schedule<PruneIngestHealthJob>(quartz, "0 40 3 * * ?", "Every night at 03:40: what the event API answered is kept for 90 days.");
        Schedule<ForgetVisitorsJob>(quartz, "30 * * * * ?", "Every minute: requests to forget a visitor.");
        Schedule<RebookOrderDaysJob>(quartz, "50 * * * * ?",
            "Every minute: orders and stock of stores that changed their time zone are booked on its days.");
        Schedule<ReadExchangeRatesJob>(quartz, "0 25 * * * ?",
            "Every hour, at 25 past: the European Central Bank's rates, once a day, or again after it could not be reached.");
        Schedule<PruneImportFilesJob>(quartz, "0 47 * * * ?", "Every hour, at 47 past: files of imports that nobody needs any more.");
        Schedule<PruneIdentityJob>(quartz, "0 32 * * * ?",
            "Every hour, at 32 past: guests of the demo store who have gone, old sign-in attempts and sessions.");
        Schedule<PruneMailsJob>(quartz, "0 30 3 * * ?",
            "Every night at 03:30: mails are kept for a month, what those say that could not be sent for a week.");
        Schedule<PruneJobRunsJob>(quartz, "0 20 3 * * ?", "Every night at 03:20: what jobs came to is kept for a month.");
    }

    // A firing missed while no node ran is made up for once, not once for each time that was missed.
    private static void Schedule<TJob>(IQuartzBuilder quartz, string cron, string sentence)
        where TJob : class, IJob =>
        quartz.ScheduleJob<TJob>(
            trigger => trigger
                .WithIdentity(typeof(TJob).Name)
                .WithCronSchedule(cron, schedule => schedule
                    .InTimeZone(TimeZoneInfo.Utc)
                    .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)),
            job => job.WithIdentity(typeof(TJob).Name).WithDescription(sentence));
}
