using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Shared;
using Portal.Features.Platform;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Operations.Background;
using Portal.Jobs;
using Portal.Jobs.Events;
using Portal.Jobs.Operations;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Portal.Tests.Components;
using Xunit;

namespace Portal.Tests.Platform;

public sealed class JobsPageTests : ComponentTest, IClassFixture<PortalApp>
{
    private readonly PortalApp _app;

    public JobsPageTests(PortalApp app)
    {
        _app = app;
        Services.AddSingleton(app.Services.GetRequiredService<Timetable>());
        Services.AddSingleton(app.Services.GetRequiredService<JobRunQueries>());
        Services.AddSingleton(app.Services.GetRequiredService<SetAsideWork>());
        Services.AddSingleton(app.Services.GetRequiredService<ServiceStates>());
        this.AddAuthorization().SetAuthorized("Ada Administrator").SetPolicies(PlatformPolicies.Administer);
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = TimeSpan.FromSeconds(20);
    }

    [Fact]
    public void Timetable_EveryJob_SaysWhatItDoesAndWhenNext()
    {
        var page = Render<JobsPage>();

        var job = page.WaitForElement($"[data-job={nameof(CreateEventPartitionsJob)}]");
        Assert.Contains("Create event partitions", job.TextContent, StringComparison.Ordinal);
        Assert.Contains("a week ahead", job.TextContent, StringComparison.Ordinal);
        Assert.Contains("Next ", job.TextContent, StringComparison.Ordinal);
        Assert.True(page.FindAll(".timetable [data-job]").Count >= 2);
    }

    [Fact]
    public async Task Run_Confirmed_RunsTheJobAndListsIt()
    {
        var page = Render<JobsPage>();
        var host = Render<ConfirmDialogHost>();
        var before = await RunsAsync();

        var pressed = page.PressAsync($"[data-job={nameof(CreateEventPartitionsJob)}] button");
        await host.PressAsync(".dialog-foot .btn.primary");
        await pressed;

        await UntilAsync(async () => await RunsAsync() > before);
        await page.PressAsync("button", "Refresh");
        page.WaitForAssertion(() => Assert.Contains("Succeeded", page.Find(".table-card tbody").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Cancelled_RunsNothing()
    {
        var page = Render<JobsPage>();
        var host = Render<ConfirmDialogHost>();
        page.WaitForElement($"[data-job={nameof(PruneJobRunsJob)}]");

        var pressed = page.PressAsync($"[data-job={nameof(PruneJobRunsJob)}] button");
        await host.PressAsync(".dialog-foot .btn.default");
        await pressed;

        Assert.Equal(0L, await _app.Database.ScalarAsync<long>(
            "select count(*) from quartz.triggers where job_name = $1 and trigger_name <> $1", nameof(PruneJobRunsJob)));
        Assert.DoesNotContain("was asked to run", Render<ToastHost>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetAside_UnitsAndMails_SayWhatFailsAndAreRetried()
    {
        var store = await TestStore.CreateAsync(_app.Database);
        var mail = Guid.NewGuid();
        await _app.Database.ExecuteAsync("""
            insert into work_units (tenant_id, service, unit, failures, first_failed_at, last_failed_at, next_try_at, quarantined_at,
                last_error)
            values ($1, 'ForgetVisitorsJob', 'poison', 5, now() - interval '1 hour', now(), now(), now(), 'A poison pill.'),
                   ($1, 'PrecomputeDailyResultsJob', '', 2, now() - interval '1 hour', now(), now() + interval '1 hour', null, 'It waits.')
            """, store.TenantId);
        await _app.Database.ExecuteAsync("""
            insert into mail_outbox (id, kind, recipient, subject, text_body, html_body, created_at, attempts, next_attempt_at, failed_at,
                last_error)
            values ($1, 'invitation', 'secret@people.example', 's', 't', 'h', now(), 12, now(), now(),
                '550 secret@people.example is unknown')
            """, mail);

        var page = Render<JobsPage>();

        var unit = page.WaitForElement("[data-unit*=poison]");
        Assert.Contains("A poison pill.", unit.TextContent, StringComparison.Ordinal);
        Assert.Contains("Set aside", unit.TextContent, StringComparison.Ordinal);
        Assert.Contains("5 failures since", unit.TextContent, StringComparison.Ordinal);
        Assert.Contains("Tries again", page.Find("[data-unit*=PrecomputeDailyResultsJob]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret@people.example", page.Markup, StringComparison.Ordinal);
        await page.PressAsync("[data-unit*=poison] button");
        await page.PressAsync($"[data-unit='{mail}'] button");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-unit*=poison]")));
        Assert.Equal(0L, await _app.Database.ScalarAsync<long>("select count(*) from work_units where tenant_id = $1 and unit = 'poison'",
            store.TenantId));
        await UntilAsync(() => _app.Database.ScalarAsync<bool>("select sent_at is not null from mail_outbox where id = $1", mail));
    }

    [Fact]
    public async Task Services_ThisNodes_AreListedWithTheirState()
    {
        var page = Render<JobsPage>();

        var writer = page.WaitForElement("[data-service=EventWriter]");
        Assert.Contains("Event writer", writer.TextContent, StringComparison.Ordinal);
        Assert.Contains("0 restarts", writer.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("[data-service=ProjectionService]"));
        using var client = _app.CreateClient();
        using var answer = await client.GetAsync(new Uri("/platform/set-aside.csv", UriKind.Relative),
            Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Runs_FailedOne_ShowsItsReason()
    {
        await _app.Database.ExecuteAsync("""
            insert into job_runs (id, job, node, started_at, finished_at, outcome, message)
            values ('failed-run', 'WarnOfQuotasJob', 'node-1', now(), now() + interval '90 seconds', 'failed',
              'The mail server did not answer.')
            """);

        var page = Render<JobsPage>();

        page.WaitForAssertion(() => Assert.Contains("The mail server did not answer.", page.Markup, StringComparison.Ordinal));
        var row = page.FindAll(".table-card tbody tr")
            .Single(line => line.TextContent.Contains("Warn of quotas", StringComparison.Ordinal));
        Assert.Contains("Failed", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 min 30 s", row.TextContent, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 200, "The job did not run.");
            await Task.Delay(100, Xunit.TestContext.Current.CancellationToken);
        }
    }

    private Task<long> RunsAsync() =>
        _app.Database.ScalarAsync<long>("select count(*) from job_runs where job = $1 and outcome = 'succeeded'",
            nameof(CreateEventPartitionsJob));
}
