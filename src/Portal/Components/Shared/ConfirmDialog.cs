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
