using Microsoft.AspNetCore.Components;
using Portal.Domain.Identity;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Identity;

/// <summary>Says where the confirmation link went and sends it again.</summary>
public sealed partial class ConfirmationSentPage(RequestConfirmation request, SignInLimit limit)
{
    private FormErrors _errors = null!;
    private string? _message;
    private bool _sent;

    [SupplyParameterFromQuery] public string? Email { get; set; }

    [SupplyParameterFromForm] private EmailForm Input { get; set; } = null!;

    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    protected override void OnInitialized() => Input ??= new() { Email = Email };

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
        (_sent, _message) = (true, "If this address waits for confirmation, a new link is on its way.");
    }
}
