using Microsoft.AspNetCore.Components;
using Portal.Domain.Identity;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Identity;

/// <summary>Asks for the link that replaces a forgotten password.</summary>
public sealed partial class ForgotPasswordPage(RequestPasswordReset request, SignInLimit limit)
{
    private FormErrors _errors = null!;
    private string? _message;
    private bool _sent;

    [SupplyParameterFromForm] private EmailForm Input { get; set; } = null!;

    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    protected override void OnInitialized() => Input ??= new();

    private async Task SubmitAsync()
    {
        if (!EmailAddress.IsValid(Input.Email?.Trim()))
        {
            _errors.Show(FieldErrors.Of("email", "Enter your e-mail address."));
            return;
        }

        if (!limit.Allows(Context.Connection.RemoteIpAddress?.ToString(), Input.Email))
        {
            Context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            _message = "Too many tries. Wait a minute, then try again.";
            return;
        }

        await request.RunAsync(Input.Email!, Context.RequestAborted);
        (_sent, _message) = (true, $"If {Input.Email} has an account, a link is on its way. It works for 24 hours.");
    }
}
