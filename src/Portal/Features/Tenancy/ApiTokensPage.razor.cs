using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>The tokens of a store's API: made, shown once, ended.</summary>
public sealed partial class ApiTokensPage(
    ApiTokenQueries queries, CreateApiToken create, RevokeApiToken revoke, StoreRights rights, Toasts toasts, ConfirmDialog dialog)
{
    private static readonly IReadOnlyList<Choice<string>> Scopes = [.. ApiScopes.All.Select(scope => new Choice<string>(scope.Key, scope.Value))];

    private FormErrors _errors = null!;
    private IReadOnlyList<ApiToken>? _tokens;
    private string? _secret;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] private CurrentStore Current { get; set; } = null!;

    private TokenForm Input { get; set; } = new();

    protected override async Task OnInitializedAsync() => _tokens = await queries.ListAsync(Current.TenantId);

    private async Task CreateAsync()
    {
        if (!await MayAsync())
            return;

        switch (await create.RunAsync(Current.TenantId, await rights.PersonAsync(), Input.Name, [Input.Scopes]))
        {
            case CreateApiTokenResult.Created(_, var secret):
                (_secret, Input) = (secret, new());
                _tokens = await queries.ListAsync(Current.TenantId);
                break;
            case CreateApiTokenResult.Invalid(var errors):
                _errors.Show(errors);
                break;
        }
    }

    private async Task RevokeAsync(ApiToken token)
    {
        if (!await dialog.AskAsync(new($"End {token.Name}", "Programs that use it are refused at once.", $"End {token.Name}", "It cannot be started again.")) || !await MayAsync())
            return;

        await revoke.RunAsync(Current.TenantId, token.Id);
        _tokens = await queries.ListAsync(Current.TenantId);
        toasts.Success($"{token.Name} is ended");
    }

    private async Task<bool> MayAsync()
    {
        var may = await rights.AllowAsync(Current, ApiTokenPolicies.CanManage);
        if (!may)
            toasts.Failure("Your role may not change tokens");
        return may;
    }

    private static string Moment(DateTimeOffset instant) => instant.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private sealed class TokenForm
    {
        public string? Name { get; set; }
        public string Scopes { get; set; } = ApiScopes.StoreRead;
    }
}
