using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Shared.Http;

namespace Portal.Infrastructure.ExchangeRates;

/// <summary>What currencies are worth, and where that is read.</summary>
public static class ExchangeRatesRegistration
{
    public static IServiceCollection AddExchangeRates(this IServiceCollection services)
    {
        services.AddOptions<ExchangeRateOptions>().BindConfiguration(ExchangeRateOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ExchangeRateOptions>, ValidateExchangeRateOptions>();
        services.AddOutgoingClient(ReadExchangeRates.Client, ReadExchangeRates.LargestDocument);
        return services.AddSingleton<ExchangeRateQueries>().AddSingleton<ExchangeRateFeed>().AddSingleton<ReadExchangeRates>();
    }
}
