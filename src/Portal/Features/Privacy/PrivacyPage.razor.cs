using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Features.Tenancy;
using Portal.Infrastructure.Privacy;

namespace Portal.Features.Privacy;

/// <summary>What the store keeps of its visitors' addresses.</summary>
public sealed partial class PrivacyPage(PrivacyQueries queries, ChooseIpPrivacy choose, StoreRights rights, Toasts toasts)
{
    private static readonly SelectOption<string>[] Choices =
    [
        new(IpPrivacy.Keep, "The whole address", "Such as 203.0.113.77. Personal data in many countries: say so in your privacy notice."),
        new(IpPrivacy.Truncate, "Its network only",
            "203.0.113.77 becomes 203.0.113.0, an IPv6 address its first 48 bits: many visitors share it."),
        new(IpPrivacy.Drop, "Nothing", "The address is forgotten as soon as the country is known."),
    ];

    private FormErrors _errors = null!;
    private FieldErrors _found = new();
    private bool _saving;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    private PrivacyForm Input { get; } = new();

    protected override async Task OnInitializedAsync() => Input.IpPrivacy = await queries.IpPrivacyAsync(Current.TenantId);

    private async Task SaveAsync()
    {
        if (_saving)
            return;
        if (!await rights.MayChangeAsync(Current, PrivacyPolicies.CanManage, "change what is kept of visitors' addresses"))
            return;

        _saving = true;
        _found = await choose.RunAsync(Current.TenantId, Input.IpPrivacy);
        _saving = false;
        _errors.Show(_found);
        if (_found.None)
            toasts.Success("The choice is saved");
    }

    private sealed class PrivacyForm
    {
        public string? IpPrivacy { get; set; }
    }
}
