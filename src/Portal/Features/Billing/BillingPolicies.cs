namespace Portal.Features.Billing;

/// <summary>Rights over a store's plan.</summary>
public static class BillingPolicies
{
    public const string CanView = "billing.view";
}
