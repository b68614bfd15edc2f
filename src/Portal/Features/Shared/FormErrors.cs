using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Domain.Tenancy;

namespace Portal.Features.Shared;

/// <summary>Puts what a use case finds wrong beside the fields of the form it stands in.</summary>
public sealed class FormErrors : ComponentBase, IDisposable
{
    private ValidationMessageStore? _messages;

    [CascadingParameter] private EditContext Form { get; set; } = null!;

    /// <summary>The field of a name that is none of the model's own, such as one of a row.</summary>
    [Parameter] public Func<string, FieldIdentifier?>? FieldOf { get; set; }

    /// <summary>Shows these errors in place of earlier ones; a field is found by its name, whatever its case.</summary>
    /// <returns>What no field of the form can say.</returns>
    public IReadOnlyList<string> Show(FieldErrors errors)
    {
        _messages!.Clear();
        var rest = new List<string>();
        foreach (var (field, message) in errors.Messages)
        {
            var name = char.ToUpperInvariant(field[0]) + field[1..];
            var found = FieldOf?.Invoke(field) ?? (Form.Model.GetType().GetProperty(name) is null ? null : Form.Field(name));
            if (found is { } identifier)
                _messages.Add(identifier, message);
            else
                rest.Add(message);
        }

        Form.NotifyValidationStateChanged();
        return rest;
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
