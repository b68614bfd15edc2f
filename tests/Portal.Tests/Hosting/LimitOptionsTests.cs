using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Hosting;
using Portal.Hosting.Rates;
using Portal.Infrastructure.Data.Workloads;
using Portal.Infrastructure.Imports;
using Portal.Infrastructure.Shared.Configuration;
using Portal.Infrastructure.Shared.Spooling;
using Xunit;

namespace Portal.Tests.Hosting;

/// <summary>The settings of shares, rates and limits: as they are without any, and one wrong field at a time.</summary>
public sealed class LimitOptionsTests
{
    [Fact]
    public void Defaults_AreValid()
    {
        Assert.Equal((20, Math.Clamp(Environment.ProcessorCount, 2, 10), 5.0, 15), Read<WorkloadOptions>().Page is var page
            ? (page.Connections, page.StoreConnections, page.WaitSeconds, page.StatementSeconds) : default);
        Assert.Equal((20, 200, 10), Read<RateOptions>().Api is var api ? (api.PerSecond, api.Burst, 10) : default);
        Assert.Equal((500, 10), (Read<ConnectionLimitOptions>().MinBytesPerSecond, Read<ConnectionLimitOptions>().GraceSeconds));
        Assert.Equal((2, 16, 500), (Read<UploadOptions>().PerStore, Read<UploadOptions>().AtOnce, Read<UploadOptions>().MaxFiles));
        Assert.Equal(2_048, Read<SpoolOptions>().MaxMegabytes);
    }

    [Fact]
    public void Settings_ChangeOneFieldAlone()
    {
        var options = Read<WorkloadOptions>("Workloads:Page:StatementSeconds=7", "Workloads:SchedulerConnections=3");

        Assert.Equal((20, 7, 3), (options.Page.Connections, options.Page.StatementSeconds, options.SchedulerConnections));
    }

    [Theory]
    [InlineData("Workloads:Page:Connections=201", "Workloads:Page:Connections: The field Connections must be between 2 and 200.")]
    [InlineData("Workloads:Api:StoreConnections=11",
        "Workloads:Api:StoreConnections: One store cannot have more connections than there are.")]
    [InlineData("Workloads:Export:WaitSeconds=0", "Workloads:Export:WaitSeconds: The field WaitSeconds must be between 0.05 and 300.")]
    [InlineData("Workloads:Import:StatementSeconds=0",
        "Workloads:Import:StatementSeconds: The field StatementSeconds must be between 1 and 86400.")]
    [InlineData("Workloads:Background:LockSeconds=0",
        "Workloads:Background:LockSeconds: The field LockSeconds must be between 1 and 86400.")]
    [InlineData("Workloads:Background:IdleInTransactionSeconds=0",
        "Workloads:Background:IdleInTransactionSeconds: The field IdleInTransactionSeconds must be between 1 and 86400.")]
    [InlineData("Workloads:SchedulerConnections=1",
        "Workloads:SchedulerConnections: The field SchedulerConnections must be between 2 and 50.")]
    public void Workloads_WrongField_IsNamed(string setting, string message) => AssertRefused<WorkloadOptions>(setting, message);

    [Theory]
    [InlineData("Rates:Page:PerSecond=0", "Rates:Page:PerSecond: The field PerSecond must be between 1 and 1000000.")]
    [InlineData("Rates:Address:Burst=0", "Rates:Address:Burst: The field Burst must be between 1 and 10000000.")]
    [InlineData("Rates:PagesPerStore=0", "Rates:PagesPerStore: The field PagesPerStore must be between 1 and 1000.")]
    [InlineData("Rates:ExportsPerStore=0", "Rates:ExportsPerStore: The field ExportsPerStore must be between 1 and 1000.")]
    public void Rates_WrongField_IsNamed(string setting, string message) => AssertRefused<RateOptions>(setting, message);

    [Theory]
    [InlineData("Limits:MinBytesPerSecond=0", "Limits:MinBytesPerSecond: The field MinBytesPerSecond must be between 1 and 1048576.")]
    [InlineData("Limits:GraceSeconds=1", "Limits:GraceSeconds: The field GraceSeconds must be between 2 and 600.")]
    [InlineData("Limits:HeaderSeconds=0", "Limits:HeaderSeconds: The field HeaderSeconds must be between 1 and 600.")]
    [InlineData("Limits:MaxBodyKilobytes=1", "Limits:MaxBodyKilobytes: The field MaxBodyKilobytes must be between 16 and 1048576.")]
    [InlineData("Limits:MaxConnections=1", "Limits:MaxConnections: The field MaxConnections must be between 10 and 10000000.")]
    [InlineData("Limits:MaxCircuits=1", "Limits:MaxCircuits: The field MaxCircuits must be between 10 and 10000000.")]
    public void Limits_WrongField_IsNamed(string setting, string message) => AssertRefused<ConnectionLimitOptions>(setting, message);

    [Theory]
    [InlineData("Uploads:PerStore=0", "Uploads:PerStore: The field PerStore must be between 1 and 1000.")]
    [InlineData("Uploads:AtOnce=0", "Uploads:AtOnce: The field AtOnce must be between 1 and 10000.")]
    [InlineData("Uploads:MaxFiles=0", "Uploads:MaxFiles: The field MaxFiles must be between 1 and 1000000.")]
    [InlineData("Uploads:MaxStoredMegabytes=0", "Uploads:MaxStoredMegabytes: The field MaxStoredMegabytes must be between 1 and 10485760.")]
    [InlineData("Uploads:MaxMinutes=0", "Uploads:MaxMinutes: The field MaxMinutes must be between 1 and 1440.")]
    public void Uploads_WrongField_IsNamed(string setting, string message) => AssertRefused<UploadOptions>(setting, message);

    [Theory]
    [InlineData("Spool:MaxMegabytes=0", "Spool:MaxMegabytes: The field MaxMegabytes must be between 1 and 1048576.")]
    public void Spool_WrongField_IsNamed(string setting, string message) => AssertRefused<SpoolOptions>(setting, message);

    private static void AssertRefused<TOptions>(string setting, string message)
        where TOptions : class => Assert.Equal(message, Assert.Single(Assert.Throws<OptionsValidationException>(() =>
            Read<TOptions>(setting)).Failures));

    private static TOptions Read<TOptions>(params string[] settings)
        where TOptions : class
    {
        var section = typeof(TOptions) switch
        {
            var type when type == typeof(WorkloadOptions) => WorkloadOptions.Section,
            var type when type == typeof(RateOptions) => RateOptions.Section,
            var type when type == typeof(ConnectionLimitOptions) => ConnectionLimitOptions.Section,
            var type when type == typeof(UploadOptions) => UploadOptions.Section,
            _ => SpoolOptions.Section,
        };
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => setting.Split('='))
            .Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]))).Build());
        services.AddValidated<TOptions>(section);
        return services.BuildServiceProvider().GetRequiredService<IOptions<TOptions>>().Value;
    }
}
