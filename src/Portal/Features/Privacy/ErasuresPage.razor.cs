using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Privacy;

namespace Portal.Features.Privacy;

/// <summary>Requests to forget visitors: made, confirmed with what will go, and listed with what became of them.</summary>
public sealed partial class ErasuresPage(
    ErasureQueries queries, RequestErasure request, StoreRights rights, Toasts toasts, ConfirmDialog dialog)
{
    private readonly ErasureForm _form = new();
    private FormErrors _errors = null!;
    private DataTable<Erasure> _table = null!;
    private IReadOnlyList<DataColumn<Erasure>> _columns = [];
    private bool _asking;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    protected override void OnParametersSet() =>
        _columns = [.. ErasureList.Columns(Current).Select(column => column.Key == "state" ? column with { Cell = StateCell } : column)];

    private Task<TablePage<Erasure>> LoadAsync(TableQuery query, CancellationToken cancellationToken) =>
        queries.ListAsync(Current.TenantId, query, cancellationToken);

    private async Task AskAsync()
    {
        var errors = new FieldErrors();
        var id = _form.Id?.Trim() ?? "";
        errors.Require(id.Length > 0, "id", "Enter the id of the visitor.");
        _errors.Show(errors);
        if (_asking || !errors.None || !await rights.AllowAsync(Current, PrivacyPolicies.CanErase))
            return;

        _asking = true;
        try
        {
            var subject = await queries.FindAsync(Current.TenantId, id, CancellationToken.None);
            errors.Require(subject is not null, "id", "No visitor or customer has this id.");
            _errors.Show(errors);
            if (subject is not null && await dialog.AskAsync(Question(id, subject))
                && await rights.MayChangeAsync(Current, PrivacyPolicies.CanErase, $"erase {id} from every figure"))
                await RequestAsync(id);
        }
        finally
        {
            _asking = false;
        }
    }

    private async Task RequestAsync(string id)
    {
        if (await request.RunAsync(Current.TenantId, await rights.PersonAsync(), id,
            CancellationToken.None) is RequestErasureResult.Accepted)
        {
            _form.Id = "";
            toasts.Success("The visitor will be forgotten within minutes");
        }
        else
        {
            toasts.Failure("The visitor is gone already");
        }

        await _table.ReloadAsync();
    }

    private static Confirmation Question(string id, ErasureSubject subject) => new(
        $"Forget {id}",
        string.Create(
            CultureInfo.InvariantCulture,
            $"Every event of {Count(subject.Browsers, "browser or id", "browsers and ids")} is deleted, with "
                + $"{Count(subject.Sessions, "session", "sessions")} and {Count(subject.Orders, "order", "orders")} as events told "
                + $"of them."),
        "Forget the visitor",
        "It cannot be undone.");

    private static string Count(long count, string one, string many) => $"{NumberFormat.Full(count)} {(count == 1 ? one : many)}";

    private sealed class ErasureForm
    {
        public string? Id { get; set; }
    }
}
