using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.ExchangeRates;
using Portal.Infrastructure.Shared.Http;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.ExchangeRates;

public sealed class ReadExchangeRatesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Document = """
        <?xml version="1.0" encoding="UTF-8"?>
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
          <gesmes:subject>Reference rates</gesmes:subject>
          <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
          <Cube>
            <Cube time="2026-03-03"><Cube currency="USD" rate="1.25"/><Cube currency="GBP" rate="0.8"/></Cube>
            <Cube time="2026-03-02"><Cube currency="USD" rate="1.6"/></Cube>
          </Cube>
        </gesmes:Envelope>
        """;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TheBankAnswers_EveryStoreHasItsRatesOnceAndTheStoresOwnStay()
    {
        await using var bank = await Bank.StartAsync();
        var (euro, pound) = (await TestStore.CreateAsync(postgres.Database), await TestStore.CreateAsync(postgres.Database));
        await postgres.Database.ExecuteAsync("update tenants set currency = 'GBP' where id = $1", pound.TenantId);
        await postgres.Database.ExecuteAsync("update tenants set currency = 'EUR' where id = $1", euro.TenantId);
        await postgres.Database.ExecuteAsync(
            "insert into exchange_rates (tenant_id, currency, day, rate) values ($1, 'USD', '2026-03-03', 0.79)", euro.TenantId);
        var clock = new MovableClock(new(2026, 3, 3, 16, 0, 0, TimeSpan.Zero));
        var read = await ReaderAsync(bank, clock);

        var first = await read.RunAsync(Cancel);
        var again = await read.RunAsync(Cancel);

        Assert.Equal(2, Assert.IsType<ReadExchangeRatesResult.Read>(first).Days);
        Assert.Equal(new(2026, 3, 4, 15, 15, 0, TimeSpan.Zero), Assert.IsType<ReadExchangeRatesResult.NotYet>(again).Until);
        Assert.Equal(["GBP 2026-03-03 1.25 bank", "USD 2026-03-02 0.625 bank", "USD 2026-03-03 0.79 store"], await RatesAsync(euro));
        Assert.Equal(["EUR 2026-03-03 0.8 bank", "USD 2026-03-03 0.64 bank"], await RatesAsync(pound));
    }

    [Fact]
    public async Task Run_TheBankIsAway_WaitsLongerEachTimeAndSaysWhy()
    {
        await using var bank = await Bank.StartAsync();
        bank.Status = HttpStatusCode.ServiceUnavailable;
        var start = new DateTimeOffset(2026, 3, 3, 16, 0, 0, TimeSpan.Zero);
        var clock = new MovableClock(start);
        var read = await ReaderAsync(bank, clock);

        List<double> pauses = [];
        for (var attempt = 0; attempt < 7; attempt++)
        {
            var failed = Assert.IsType<ReadExchangeRatesResult.Failed>(await read.RunAsync(Cancel));
            pauses.Add((failed.NextAt - clock.GetUtcNow()).TotalHours);
            clock.Advance(failed.NextAt - clock.GetUtcNow());
        }

        var state = await new ExchangeRateFeed(postgres.Database).FindAsync(Cancel);
        Assert.Equal([1, 2, 4, 8, 16, 24, 24], pauses);
        Assert.Equal((7, null), (state.Failures, state.ReadAt));
        Assert.Contains("503", state.Error, StringComparison.Ordinal);

        bank.Status = HttpStatusCode.OK;
        Assert.IsType<ReadExchangeRatesResult.Read>(await read.RunAsync(Cancel));
        Assert.Equal((0, null, new DateOnly(2026, 3, 3)),
            await new ExchangeRateFeed(postgres.Database).FindAsync(Cancel) is var well ? (well.Failures, well.Error, well.LatestDay!.Value)
            : default);
    }

    [Theory]
    [InlineData("<html><body>Maintenance</body></html>")]
    [InlineData("not xml")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>")]
    public async Task Run_TheAnswerIsSomethingElse_IsAFailure(string answer)
    {
        await using var bank = await Bank.StartAsync();
        bank.Answer = answer;
        var read = await ReaderAsync(bank, new MovableClock(DateTimeOffset.UnixEpoch.AddYears(56)));

        Assert.IsType<ReadExchangeRatesResult.Failed>(await read.RunAsync(Cancel));
    }

    [Fact]
    public async Task Run_WithoutAnAddress_IsOff()
    {
        var read = new ReadExchangeRates(postgres.Database, new(postgres.Database), Clients(retries: 1),
            Options.Create(new ExchangeRateOptions { Address = "" }), TimeProvider.System);

        Assert.IsType<ReadExchangeRatesResult.Off>(await read.RunAsync(Cancel));
    }

    [Theory]
    [InlineData("https://rates.example/daily.xml", true)]
    [InlineData("", true)]
    [InlineData("rates.xml", false)]
    [InlineData("ftp://rates.example/daily.xml", false)]
    public void Options_OnlyAddressesThatCanBeRead_AreTaken(string address, bool isGood) =>
        Assert.Equal(isGood, new ValidateExchangeRateOptions().Validate(null, new() { Address = address }).Succeeded);

    [Fact]
    public async Task Run_TheBankStumblesOnce_IsReadAllTheSame()
    {
        await using var bank = await Bank.StartAsync();
        bank.Stumbles = 2;
        var read = await ReaderAsync(bank, new MovableClock(DateTimeOffset.UnixEpoch.AddYears(56)), retries: 3);

        Assert.IsType<ReadExchangeRatesResult.Read>(await read.RunAsync(Cancel));
        Assert.Equal(3, bank.Requests);
    }

    private async Task<ReadExchangeRates> ReaderAsync(Bank bank, TimeProvider clock, int retries = 1)
    {
        await postgres.Database.ExecuteAsync(
            "update exchange_rate_feed set tried_at = null, read_at = null, latest_day = null, next_at = null, failures = 0, error = null");
        return new(
            postgres.Database, new(postgres.Database), Clients(retries), Options.Create(new ExchangeRateOptions { Address = bank.Address }),
            clock);
    }

    // As the portal registers it, but with pauses that no test has to wait for and a breaker that stays closed.
    private static IHttpClientFactory Clients(int retries)
    {
        var services = new ServiceCollection();
        services.AddOutgoingClient(ReadExchangeRates.Client, ReadExchangeRates.LargestDocument);
        services.ConfigureAll<HttpStandardResilienceOptions>(options =>
        {
            options.Retry.MaxRetryAttempts = retries;
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
            options.CircuitBreaker.MinimumThroughput = 1000;
        });
        return services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
    }

    private Task<List<string>> RatesAsync(TestStore store) => postgres.Database.ListAsync<string>(
        "select concat_ws(' ', currency, day, trim_scale(rate), source) from exchange_rates where tenant_id = $1 order by currency, day",
        store.TenantId);

    /// <summary>Answers on this machine as the bank does.</summary>
    private sealed class Bank(WebApplication app) : IAsyncDisposable
    {
        public string Address => app.Urls.First() + "/stats/eurofxref/eurofxref-hist-90d.xml";

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public string Answer { get; set; } = Document;

        /// <summary>How many more requests find it busy.</summary>
        public int Stumbles { get; set; }

        public int Requests { get; private set; }

        public static async Task<Bank> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var bank = new Bank(app);
            app.MapGet("/stats/eurofxref/eurofxref-hist-90d.xml",
                () =>
                {
                    bank.Requests++;
                    return bank.Stumbles-- > 0 ? Results.StatusCode(503)
                        : Results.Text(bank.Answer, "text/xml", Encoding.UTF8, (int)bank.Status);
                });
            await app.StartAsync(Cancel);
            return bank;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
