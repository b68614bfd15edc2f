using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Components.Shared;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>What a store says of itself.</summary>
public sealed partial class StoreProfilePage(UpdateStoreProfile update, StoreRights rights, Toasts toasts, NavigationManager address)
{
    private FormErrors _errors = null!;
    private FieldErrors _found = new();
    private bool _saving;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    private ProfileForm Input { get; set; } = new();

    protected override void OnInitialized() => Input = new()
    {
        Name = Current.Name,
        Country = Current.Country,
        TimeZone = Current.TimeZone,
        DailyRevenueGoal = Current.DailyRevenueGoal,
    };

    private async Task SaveAsync(EditContext form)
    {
        _errors.Show(_found = new());

        // What a field itself could not read, such as letters in an amount, stands beside it already.
        if (_saving || form.GetValidationMessages().Any())
            return;
        if (!await rights.MayChangeAsync(Current, StorePolicies.CanManage, "save the profile"))
            return;

        _saving = true;
        _found = await update.RunAsync(Current.TenantId, new(Input.Name, Input.TimeZone, Input.Country, Input.DailyRevenueGoal));
        _saving = false;
        _errors.Show(_found);
        if (_found.None)
        {
            toasts.Success("The profile is saved");
            address.NavigateTo(address.Uri, replace: true); // the layout reads the store's name anew
        }
    }

    private sealed class ProfileForm
    {
        public string? Name { get; set; }
        public string Country { get; set; } = "";
        public string TimeZone { get; set; } = "";
        public decimal? DailyRevenueGoal { get; set; }
    }
}
