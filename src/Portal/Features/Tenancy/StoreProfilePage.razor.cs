using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>What a store says of itself.</summary>
public sealed partial class StoreProfilePage(UpdateStoreProfile update, StoreRights rights, Toasts toasts)
{
    private FormErrors _errors = null!;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] private CurrentStore Current { get; set; } = null!;

    private ProfileForm Input { get; set; } = new();

    protected override void OnInitialized() => Input = new()
    {
        Name = Current.Name,
        Country = Current.Country,
        TimeZone = Current.TimeZone,
        DailyRevenueGoal = Current.DailyRevenueGoal,
    };

    private async Task SaveAsync()
    {
        if (!await rights.AllowAsync(Current, StorePolicies.CanManage))
        {
            toasts.Failure("Your role may not change the profile");
            return;
        }

        var errors = await update.RunAsync(Current.TenantId, new(Input.Name, Input.TimeZone, Input.Country, Input.DailyRevenueGoal));
        _errors.Show(errors);
        if (errors.None)
            toasts.Success("The profile is saved");
    }

    private sealed class ProfileForm
    {
        public string? Name { get; set; }
        public string Country { get; set; } = "";
        public string TimeZone { get; set; } = "";
        public decimal? DailyRevenueGoal { get; set; }
    }
}
