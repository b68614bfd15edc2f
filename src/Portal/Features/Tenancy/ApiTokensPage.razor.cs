using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>The tokens of a store's API: made, shown once, revoked.</summary>
public sealed partial class ApiTokensPage(
    ApiTokenQueries queries, CreateApiToken create, RevokeApiToken revoke, StoreRights rights, Toasts toasts, ConfirmDialog dialog)
{
    private DataTable<ApiToken> _table = null!;
    private IReadOnlyList<DataColumn<ApiToken>> _columns = [];
    private string? _secret;
    private string? _secretOf;
    private bool _creating;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    protected override void OnParametersSet() => _columns =
    [
        .. ApiTokenList.Columns(Current).Select(column => column.Key == "end" ? column with { Cell = EndCell } : column),
        new("actions", "Actions", _ => "") { Card = CardPlace.StateEnd, Cell = ActionCell },
    ];

    private async Task<TablePage<ApiToken>> LoadAsync(TableQuery query, CancellationToken cancellationToken) =>
        ApiTokenList.Page(await queries.ListAsync(Current.TenantId, cancellationToken), query);

    private async Task<FieldErrors> CreateAsync(string? name, IReadOnlyList<string> scopes)
    {
        if (!await rights.MayChangeAsync(Current, ApiTokenPolicies.CanManage, $"create the token {name}"))
            return new();

        switch (await create.RunAsync(Current.TenantId, await rights.PersonAsync(), name, scopes))
        {
            case CreateApiTokenResult.Created(_, var secret):
                (_secret, _secretOf, _creating) = (secret, name!.Trim(), false);
                await _table.ReloadAsync();
                StateHasChanged();
                return new();
            case CreateApiTokenResult.Invalid(var errors):
                return errors;
            default:
                throw new InvalidOperationException("A token ended in a way this page does not know.");
        }
    }

    private async Task RevokeAsync(ApiToken token)
    {
        if (!await dialog.AskAsync(new($"Revoke {token.Name}", "Programs that use it are refused at once.", $"Revoke {token.Name}",
            "It cannot be undone."))
            || !await rights.MayChangeAsync(Current, ApiTokenPolicies.CanManage, $"revoke {token.Name}"))
            return;

        if (await revoke.RunAsync(Current.TenantId, token.Id))
            toasts.Success($"{token.Name} is revoked");
        else
            toasts.Failure("This is gone already");
        await _table.ReloadAsync();
        StateHasChanged();
    }
}
