using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Domain.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>Puts what a use case finds wrong beside the fields of the form it stands in.</summary>
public sealed class FormErrors : ComponentBase, IDisposable
{
    private ValidationMessageStore? _messages;

    [CascadingParameter] private EditContext Form { get; set; } = null!;

    /// <summary>Shows these errors in place of earlier ones; a field is found by its name, whatever its case.</summary>
    public void Show(FieldErrors errors)
    {
        _messages!.Clear();
        foreach (var (field, message) in errors.Messages)
            _messages.Add(Form.Field(char.ToUpperInvariant(field[0]) + field[1..]), message);
        Form.NotifyValidationStateChanged();
    }

    /// <inheritdoc />
    public void Dispose() => Form.OnFieldChanged -= Forget;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _messages = new(Form);
        Form.OnFieldChanged += Forget;
    }

    private void Forget(object? sender, FieldChangedEventArgs change)
    {
        _messages!.Clear(change.FieldIdentifier);
        Form.NotifyValidationStateChanged();
    }
}
