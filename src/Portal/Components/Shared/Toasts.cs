namespace Portal.Components.Shared;

/// <summary>The toasts of one circuit, shown by <see cref="ToastHost"/> in the layout.</summary>
public sealed class Toasts(TimeProvider time)
{
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(6);
    private readonly Lock _lock = new();
    private readonly List<Toast> _shown = [];

    internal event Action? Changed;

    internal IReadOnlyList<Toast> Shown
    {
        get
        {
            lock (_lock)
                return [.. _shown];
        }
    }

    public void Success(string title, string? detail = null) => Show(new Toast(Severity.Success, title, detail));

    public void Failure(string title, string? detail = null) => Show(new Toast(Severity.Danger, title, detail));

    /// <summary>Shows it. Errors and toasts with an action stay until closed, the others for six seconds.</summary>
    public void Show(Toast toast)
    {
        lock (_lock)
            _shown.Add(toast);
        Changed?.Invoke();
        if (toast.Severity != Severity.Danger && toast.OnAction is null)
            _ = CloseLaterAsync(toast);
    }

    internal void Close(Toast toast)
    {
        lock (_lock)
            _shown.RemoveAll(shown => ReferenceEquals(shown, toast));
        Changed?.Invoke();
    }

    private async Task CloseLaterAsync(Toast toast)
    {
        await Task.Delay(Stay, time);
        Close(toast);
    }
}

/// <summary>A short message that something happened.</summary>
/// <param name="Action">One verb, with <paramref name="OnAction"/>: Undo, View, Retry.</param>
public sealed record Toast(Severity Severity, string Title, string? Detail = null, string? Action = null, Func<Task>? OnAction = null)
{
    /// <summary>Two that say the same are still two: each is shown, and closed by itself.</summary>
    public bool Equals(Toast? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
