using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Messaging;
using Portal.Infrastructure.Shared.Addresses;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Messaging;
using Xunit;

namespace Portal.Infrastructure.Tests.Messaging;

public sealed class MailDispatcherTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly MovableClock _clock = new();

    // What another test left to be tried again would take this one's turns.
    public async ValueTask InitializeAsync() => await postgres.Database.ExecuteAsync("delete from mail_outbox");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task SendNext_ServerAccepts_DeliversAndEmptiesTheBodies()
    {
        await using var server = new SmallSmtpServer();
        await WriteAsync("accepted@shop.example");

        Assert.True(await Dispatcher(server).SendNextAsync(Cancel));

        Assert.Contains("To: accepted@shop.example", Assert.Single(server.Mails), StringComparison.Ordinal);
        var mail = await FindAsync("accepted@shop.example");
        Assert.NotNull(mail.SentAt);
        Assert.Equal("", mail.TextBody + mail.HtmlBody);
        Assert.False(await Dispatcher(server).SendNextAsync(Cancel));
    }

    [Fact]
    public async Task SendNext_ServerIsBusy_TriesAgainAfterAPause()
    {
        await using var server = new SmallSmtpServer();
        server.Answers.Enqueue("450 Busy");
        await WriteAsync("busy@shop.example");
        var dispatcher = Dispatcher(server);

        Assert.True(await dispatcher.SendNextAsync(Cancel));
        Assert.False(await dispatcher.SendNextAsync(Cancel));
        _clock.Now += TimeSpan.FromSeconds(20);
        Assert.True(await dispatcher.SendNextAsync(Cancel));

        Assert.Single(server.Mails);
        Assert.Equal(2, (await FindAsync("busy@shop.example")).Attempts);
    }

    [Fact]
    public async Task SendNext_ServerRefuses_GivesUpAndKeepsTheReason()
    {
        await using var server = new SmallSmtpServer();
        server.Answers.Enqueue("550 No such mailbox");
        await WriteAsync("refused@shop.example");

        Assert.True(await Dispatcher(server).SendNextAsync(Cancel));

        var mail = await FindAsync("refused@shop.example");
        Assert.NotNull(mail.FailedAt);
        Assert.Null(mail.SentAt);
        Assert.NotNull(mail.LastError);
        Assert.Equal("", mail.TextBody);
    }

    [Fact]
    public async Task SendNext_NoServer_WaitsAndGivesUpAfterTheLastTry()
    {
        var server = new SmallSmtpServer();
        await server.DisposeAsync();
        await postgres.Database.ExecuteAsync("delete from mail_outbox");
        await WriteAsync("unreachable@shop.example");
        var dispatcher = Dispatcher(1);

        for (var attempt = 0; attempt < MailDispatcher.MaximumAttempts; attempt++)
        {
            Assert.True(await dispatcher.SendNextAsync(Cancel));
            _clock.Now += TimeSpan.FromHours(7);
        }

        Assert.False(await dispatcher.SendNextAsync(Cancel));
        Assert.NotNull((await FindAsync("unreachable@shop.example")).FailedAt);
    }

    [Fact]
    public async Task SendNext_MailThatNoTransportCanBuild_WaitsAndLetsTheNextOneThrough()
    {
        await using var server = new SmallSmtpServer();
        await WriteAsync("nobody at all <");
        _clock.Now += TimeSpan.FromSeconds(1);
        await WriteAsync("behind@shop.example");
        var dispatcher = Dispatcher(server);

        Assert.True(await dispatcher.SendNextAsync(Cancel));
        Assert.True(await dispatcher.SendNextAsync(Cancel));

        Assert.Contains("To: behind@shop.example", Assert.Single(server.Mails), StringComparison.Ordinal);
        Assert.True(await FindAsync("nobody at all <") is { Attempts: 1, SentAt: null, FailedAt: null, LastError.Length: > 0 });
    }

    [Fact]
    public async Task Retry_MailThatWasSetAside_IsSentUntilItsTextIsDeleted()
    {
        await WriteAsync("aside@shop.example");
        var (dead, mails) = (Dispatcher(1), new UnsentMails(postgres.Db, _clock));
        for (var attempt = 0; attempt < MailDispatcher.MaximumAttempts; attempt++)
        {
            Assert.True(await dead.SendNextAsync(Cancel));
            _clock.Now += TimeSpan.FromHours(7);
        }

        var mail = await FindAsync("aside@shop.example");
        var listed = Assert.Single((await mails.ListAsync(10, Cancel)).Mails, unsent => unsent.Id == mail.Id);
        Assert.True(listed is { CanRetry: true, FailedAt: not null, Attempts: MailDispatcher.MaximumAttempts }, $"{listed}");
        Assert.DoesNotContain("aside@shop.example", listed.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await mails.EmptyAsync(mail.FailedAt!.Value, Cancel));
        await using var server = new SmallSmtpServer();

        Assert.True(await mails.RetryAsync(mail.Id, Cancel));
        Assert.True(await Dispatcher(server).SendNextAsync(Cancel));

        Assert.Single(server.Mails);
        Assert.False(await mails.RetryAsync(mail.Id, Cancel));
    }

    [Fact]
    public async Task Empty_MailSetAsideLongAgo_CannotBeRetried()
    {
        await using var server = new SmallSmtpServer();
        await WriteAsync("old@shop.example");
        await using (var context = postgres.Db.ForPlatform())
            await context.Set<OutgoingMail>().Where(m => m.Recipient == "old@shop.example")
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.FailedAt, _clock.Now).SetProperty(m => m.Attempts, 12), Cancel);
        var mails = new UnsentMails(postgres.Db, _clock);

        Assert.Equal(1, await mails.EmptyAsync(_clock.Now.AddDays(1), Cancel));

        Assert.False(await mails.RetryAsync((await FindAsync("old@shop.example")).Id, Cancel));
    }

    [Fact]
    public async Task SendNext_TwoNodes_SendOnce()
    {
        await using var server = new SmallSmtpServer();
        await WriteAsync("shared@shop.example");

        await Task.WhenAll(Dispatcher(server).SendNextAsync(Cancel), Dispatcher(server).SendNextAsync(Cancel));

        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task Write_RolledBack_SendsNothing()
    {
        await using (var context = postgres.Db.ForPlatform())
        {
            await using var transaction = await context.Database.BeginTransactionAsync(Cancel);
            Mailer().AlreadyRegistered(context, "rolled-back@shop.example");
            await context.SaveChangesAsync(Cancel);
        }

        await using var after = postgres.Db.ForPlatform();
        Assert.False(await after.Set<OutgoingMail>().AnyAsync(m => m.Recipient == "rolled-back@shop.example", Cancel));
    }

    [Fact]
    public async Task Invitation_NameWithMarkup_IsEncodedInHtml()
    {
        await using var context = postgres.Db.ForPlatform();
        Mailer().Invitation(context, "x@shop.example", "<b>Shop</b>", StoreRole.Viewer, "A & B", "in_1");

        var mail = context.ChangeTracker.Entries<OutgoingMail>().Single().Entity;

        Assert.Contains("A &amp; B invites you to &lt;b&gt;Shop&lt;/b&gt; as viewer.", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("https://portal.example/invitations/in_1", mail.TextBody, StringComparison.Ordinal);
    }

    private static IOptions<MailOptions> Settings(int port) => Options.Create(new MailOptions
    {
        Host = "127.0.0.1",
        Port = port,
        UseTls = false,
        From = "portal@portal.example",
    });

    private Mailer Mailer() =>
        new(new PortalAddress(Options.Create(new PortalAddressOptions { PublicAddress = "https://portal.example" }), new NoServer()),
        _clock);

    private MailDispatcher Dispatcher(SmallSmtpServer server) => Dispatcher(server.Port);

    private MailDispatcher Dispatcher(int port) =>
        new(postgres.Db, new SmtpTransport(Settings(port)), BackgroundFrame.Supervision(_clock), NullLogger<MailDispatcher>.Instance);

    private async Task WriteAsync(string recipient)
    {
        await using var context = postgres.Db.ForPlatform();
        Mailer().AlreadyRegistered(context, recipient);
        await context.SaveChangesAsync(Cancel);
    }

    private async Task<OutgoingMail> FindAsync(string recipient)
    {
        await using var context = postgres.Db.ForPlatform();
        return await context.Set<OutgoingMail>().SingleAsync(m => m.Recipient == recipient, Cancel);
    }

    private sealed class MovableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
