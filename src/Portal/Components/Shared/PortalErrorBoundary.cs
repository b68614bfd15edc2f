using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Components.Shared;

/// <summary>Catches what a page or panel throws, logs it once under an id, and shows that id to quote.</summary>
public sealed class PortalErrorBoundary : ErrorBoundaryBase
{
    private const string Unknown = "The cause is in the log under this id. Quote it when you ask for help.";

    private string _id = "";

    [Inject] private ILogger<PortalErrorBoundary> Logger { get; set; } = null!;

    /// <summary>True around a whole page, false around one panel.</summary>
    [Parameter] public bool Page { get; set; }

    protected override Task OnErrorAsync(Exception exception)
    {
        _id = Failures.Record(Logger, exception);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }
        builder.OpenComponent<Failure>(1);
        builder.AddComponentParameter(2, nameof(Failure.What), Page ? "This page stopped working" : "Could not show this");
        builder.AddComponentParameter(3, nameof(Failure.Reason), Failures.Reason(CurrentException) ?? Unknown);
        builder.AddComponentParameter(4, nameof(Failure.Id), _id);
        builder.AddComponentParameter(5, nameof(Failure.Page), Page);
        builder.AddComponentParameter(6, nameof(Failure.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }
}
