using System.Globalization;
using Portal.Infrastructure.ExchangeRates;
using Quartz;

namespace Portal.Jobs.ExchangeRates;

/// <summary>Reads the bank's rates once a day, and after a failure when it is due again.</summary>
[DisallowConcurrentExecution]
public sealed class ReadExchangeRatesJob(ReadExchangeRates read) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await read.RunAsync(cancellationToken) switch
        {
            ReadExchangeRatesResult.Off => "no address is set",
            ReadExchangeRatesResult.NotYet(var until) =>
                string.Create(CultureInfo.InvariantCulture, $"nothing new before {until:yyyy-MM-dd HH:mm} UTC"),
            ReadExchangeRatesResult.Read(var days, var added) =>
                string.Create(CultureInfo.InvariantCulture, $"{added} rates added of {days} days"),
            ReadExchangeRatesResult.Failed(var reason, var next) =>
                string.Create(CultureInfo.InvariantCulture, $"could not be read ({reason}), again at {next:yyyy-MM-dd HH:mm} UTC"),
            _ => throw new InvalidOperationException("The reading ended in a way the job does not know."),
        };
}
