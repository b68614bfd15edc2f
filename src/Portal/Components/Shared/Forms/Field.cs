using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Portal.Components.Shared.Forms;

/// <summary>What every field has: a label, a hint, and its error beside it. Works bound, in an EditForm, and in a posted form.</summary>
public abstract class Field<TValue> : InputBase<TValue>
{
    private readonly string _id = ElementId.Next("field");

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>One short line below the field; an error takes its place.</summary>
    [Parameter] public string? Hint { get; set; }

    /// <summary>An error that no rule of the form found, such as one from the server.</summary>
    [Parameter] public string? Error { get; set; }

    [Parameter] public bool Disabled { get; set; }

    protected string Id => AdditionalAttributes?.GetValueOrDefault("id") as string ?? _id;

    protected string NoteId => Id + "-note";

    protected string? Name => string.IsNullOrEmpty(NameAttributeValue) ? null : NameAttributeValue;

    protected string? Message => Error ?? EditContext?.GetValidationMessages(FieldIdentifier).FirstOrDefault();

    protected string? DescribedBy => Message is not null || Hint is not null ? NoteId : null;

    protected string? Invalid => Message is not null ? "true" : null;

    protected string Box => $"input{(Message is null ? "" : " invalid")}{(Disabled ? " disabled" : "")}";

    protected override bool TryParseValueFromString(
        string? value, [MaybeNullWhen(false)] out TValue result, [NotNullWhen(false)] out string? validationErrorMessage)
    {
        var parsed = BindConverter.TryConvertTo(value, System.Globalization.CultureInfo.InvariantCulture, out result);
        validationErrorMessage = parsed ? null : $"{Label} is not a valid value.";
        return parsed;
    }
}
