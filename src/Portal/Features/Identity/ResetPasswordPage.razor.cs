using Microsoft.AspNetCore.Components;
using Portal.Features.Shared;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Identity;

/// <summary>Where the link for a forgotten password leads.</summary>
public sealed partial class ResetPasswordPage(ResetPassword reset)
{
    private FormErrors _errors = null!;
    private bool _changed;
    private bool _expired;

    [SupplyParameterFromQuery(Name = "user")] public string? UserInAddress { get; set; }

    [SupplyParameterFromQuery] public string? Token { get; set; }

    [SupplyParameterFromForm] private PasswordForm Input { get; set; } = null!;

    protected override void OnInitialized() => Input ??= new();

    private async Task SubmitAsync()
    {
        switch (await reset.RunAsync(Guid.TryParse(UserInAddress, out var id) ? id : Guid.Empty, Token ?? "", Input.Password ?? ""))
        {
            case ResetPasswordResult.Changed:
                _changed = true;
                break;
            case ResetPasswordResult.Invalid(var errors):
                _errors.Show(errors);
                break;
            default:
                _expired = true;
                break;
        }
    }

    private sealed class PasswordForm
    {
        public string? Password { get; set; }
    }
}
