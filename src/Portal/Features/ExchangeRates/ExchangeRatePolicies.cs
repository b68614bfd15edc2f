namespace Portal.Features.ExchangeRates;

/// <summary>Rights over what currencies are worth.</summary>
public static class ExchangeRatePolicies
{
    public const string CanView = "exchange-rates.view";
    public const string CanManage = "exchange-rates.manage";
}
