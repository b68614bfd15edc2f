using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Identity;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Identity;

/// <summary>Signs in with e-mail and password, or opens the demo store.</summary>
public sealed partial class SignInPage(
    SignInWithPassword signIn, SignInAttempts attempts, SignInCookie cookie, DeviceCookie devices, SignInLimit limit, DemoGuest demo,
    NavigationManager navigation)
{
    private FormErrors _errors = null!;
    private StoreListing? _demo;
    private string? _message;
    private bool _unconfirmed;

    /// <summary>The path to go on to.</summary>
    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm] private SignInForm Input { get; set; } = null!;

    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        _demo = await demo.StoreAsync(Context.RequestAborted);
        if (Context.User.UserId() is not null && !Context.User.IsGuest() && HttpMethods.IsGet(Context.Request.Method))
            navigation.NavigateTo(LocalAddress.Or(ReturnUrl));
    }

    private async Task SubmitAsync()
    {
        var errors = new FieldErrors();
        errors.Require(EmailAddress.IsValid(Input.Email?.Trim()), "email", "Enter your e-mail address.");
        errors.Require(!string.IsNullOrEmpty(Input.Password), "password", "Enter your password.");
        _errors.Show(errors);
        if (!errors.None)
            return;

        if (!limit.Allows(Context.Connection.RemoteIpAddress?.ToString(), Input.Email))
        {
            Context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            _message = "Too many tries. Wait a minute, then try again.";
            return;
        }

        var device = devices.Find(Context, attempts.Account(Input.Email!));
        switch (await signIn.RunAsync(Input.Email!, Input.Password!, Context.Connection.RemoteIpAddress, device, Context.RequestAborted))
        {
            case SignInWithPasswordResult.Accepted(var user):
                await cookie.IssueAsync(Context, user, Input.Keep);
                navigation.NavigateTo(LocalAddress.Or(ReturnUrl));
                break;
            case SignInWithPasswordResult.Unconfirmed:
                _unconfirmed = true;
                break;
            case SignInWithPasswordResult.Waiting(var wait):
                Context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                _message = $"Too many failed tries. Wait {Minutes(wait)}, then try again, or have a link for a new password sent to you.";
                break;
            default:
                _message = "This e-mail and password do not match.";
                break;
        }
    }

    private static string Minutes(TimeSpan wait) => NumberFormat.Count((long)Math.Ceiling(wait.TotalMinutes), "minute", "minutes");

    private sealed class SignInForm
    {
        public string? Email { get; set; }
        public string? Password { get; set; }
        public bool Keep { get; set; }
    }
}
