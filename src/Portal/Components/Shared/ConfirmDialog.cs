namespace Portal.Components.Shared;

/// <summary>Asks a person to confirm; one per circuit, shown by <see cref="ConfirmDialogHost"/> in the layout.</summary>
public sealed class ConfirmDialog
{
    private TaskCompletionSource<bool>? _answer;

    internal event Action? Changed;

    internal Confirmation? Question { get; private set; }

    /// <summary>
    /// True when the person chose the named action; false when they cancelled, pressed Esc, or were asked something else.
    /// </summary>
    public Task<bool> AskAsync(Confirmation question)
    {
        Answer(false);
        _answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Question = question;
        Changed?.Invoke();
        return _answer.Task;
    }

    internal void Answer(bool confirmed)
    {
        if (_answer is not { } waiting)
            return;
        _answer = null;
        Question = null;
        Changed?.Invoke();
        waiting.TrySetResult(confirmed);
    }
}

/// <summary>A question before something that matters.</summary>
/// <param name="Title">What and which: “Refund order #KK-10482”.</param>
/// <param name="Body">What it does and to how many.</param>
/// <param name="Action">The named action: “Refund Rp 261,000”.</param>
/// <param name="Consequence">What cannot be undone, or null.</param>
public sealed record Confirmation(string Title, string Body, string Action, string? Consequence = null, bool Destructive = true);
