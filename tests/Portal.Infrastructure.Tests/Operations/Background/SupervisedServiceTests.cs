using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Portal.Infrastructure.Operations.Background;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Infrastructure.Tests.Operations.Background;

public sealed class SupervisedServiceTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> Failures() =>
    [
        new InvalidOperationException("bug"), new ArgumentOutOfRangeException("t"), new OperationCanceledException("not the host's"),
            new NpgsqlException("no database", new IOException()),
        new TimeoutException(), new AggregateException(new FormatException()), new InvalidProgramException(),
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Run_LoopThatThrows_StartsAgainAndTheHostLives(Exception failure)
    {
        var service = new Loop(_ => throw failure);
        using var host = await HostAsync(service);

        await service.BeganAsync(times: 2);

        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        var status = service.State.Status;
        Assert.True(status is { Restarts: >= 1, FailuresInRow: >= 1, LastError.Length: > 0 }, $"{status}");
        await host.StopAsync(Cancelled);
        Assert.Equal(ServiceActivity.Stopped, service.State.Status.Activity);
    }

    [Fact]
    public async Task Run_LoopThatThrowsBeforeItsFirstAwait_StartsAgain()
    {
        var service = new SynchronousLoop();
        using var host = await HostAsync(service);

        await service.BeganAsync(times: 2);

        Assert.Equal("at once", service.State.Status.LastError);
        await host.StopAsync(Cancelled);
    }

    [Fact]
    public async Task Run_LoopThatEndsByItself_StartsAgain()
    {
        var service = new Loop(_ => Task.CompletedTask);
        using var host = await HostAsync(service);

        await service.BeganAsync(times: 2);

        await host.StopAsync(Cancelled);
    }

    [Fact]
    public async Task Run_OneOfTwoLoopsThrows_BothStartAgain()
    {
        var service = new TwoLoops();
        using var host = await HostAsync(service);

        await service.BeganAsync(times: 2);

        Assert.True(service.OtherWasStopped);
        await host.StopAsync(Cancelled);
    }

    [Fact]
    public async Task Run_PassAfterAFailure_IsWellAgain()
    {
        var attempt = 0;
        var service = new Loop(async token =>
        {
            if (attempt++ == 0)
                throw new InvalidOperationException("once");
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        })
        { Passes = true };
        using var host = await HostAsync(service);

        await service.BeganAsync(times: 2);

        Assert.Equal((0, 1), (service.State.Status.FailuresInRow, service.State.Status.Restarts));
        Assert.Equal("once", service.State.Status.LastError);
        await host.StopAsync(Cancelled);
    }

    [Fact]
    public async Task Stop_FinishThrows_StopsAllTheSame()
    {
        var service = new Loop(token => Task.Delay(Timeout.InfiniteTimeSpan, token)) { FinishThrows = true };
        using var host = await HostAsync(service);

        await host.StopAsync(Cancelled);

        Assert.Equal(ServiceActivity.Stopped, service.State.Status.Activity);
    }

    [Fact]
    public void After_Failures_DoublesUpToTheLongestPause()
    {
        double Seconds(int failures) => BackOff.After(failures, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)).TotalSeconds;

        Assert.InRange(Seconds(1), 0.8, 1.2);
        Assert.InRange(Seconds(4), 6.4, 9.6);
        Assert.InRange(Seconds(7), 48, 72);
        Assert.InRange(Seconds(1_000_000), 48, 72);
    }

    private static async Task<IHost> HostAsync(SupervisedService service)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<IHostedService>(service);
        var host = builder.Build();
        await host.StartAsync(Cancelled);
        return host;
    }

    private abstract class Counted() : SupervisedService(BackgroundFrame.Supervision())
    {
        private readonly Channel<bool> _began = Channel.CreateUnbounded<bool>();

        public async Task BeganAsync(int times)
        {
            for (var time = 0; time < times; time++)
                await _began.Reader.ReadAsync(Cancelled).AsTask().WaitAsync(Soon, Cancelled);
        }

        protected void Begin() => _began.Writer.TryWrite(true);
    }

    private sealed class Loop(Func<CancellationToken, Task> body) : Counted
    {
        public bool Passes { get; init; }

        public bool FinishThrows { get; init; }

        protected override async Task RunAsync(CancellationToken stoppingToken)
        {
            var running = Task.CompletedTask;
            try
            {
                running = body(stoppingToken);
                if (Passes && !running.IsFaulted)
                    State.RecordPass();
            }
            finally
            {
                Begin();
            }

            await running;
        }

        protected override Task FinishAsync(CancellationToken cancellationToken) => FinishThrows
            ? throw new InvalidOperationException("at the end") : Task.CompletedTask;
    }

    private sealed class SynchronousLoop : Counted
    {
        protected override Task RunAsync(CancellationToken stoppingToken)
        {
            Begin();
            throw new InvalidOperationException("at once");
        }
    }

    private sealed class TwoLoops : Counted
    {
        public bool OtherWasStopped { get; private set; }

        protected override Task RunAsync(CancellationToken stoppingToken)
        {
            Begin();
            return RunTogetherAsync(stoppingToken, _ => throw new InvalidOperationException("one of two"), async token =>
            {
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, token);
                }
                finally
                {
                    OtherWasStopped = true;
                }
            });
        }
    }
}
