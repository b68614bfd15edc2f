using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics.Matching;

namespace Portal.Features.Analytics.Funnels;

/// <summary>Where a person puts a funnel together; nothing is counted before she asks for it.</summary>
public sealed partial class FunnelBuilder
{
    private static readonly SelectOption<char>[] Units = [new('m', "minutes"), new('h', "hours"), new('d', "days")];

    private readonly string _stepsId = ElementId.Next("steps");
    private readonly string _windowId = ElementId.Next("window");
    private string _said = "";

    [Parameter, EditorRequired] public FunnelDraft Draft { get; set; } = null!;

    /// <summary>Names of events to choose from.</summary>
    [Parameter] public IReadOnlyList<string> Events { get; set; } = [];

    [Parameter] public IReadOnlyList<string> Paths { get; set; } = [];

    [Parameter] public FieldErrors Errors { get; set; } = new();

    /// <summary>True while it is being counted.</summary>
    [Parameter] public bool Busy { get; set; }

    [Parameter] public EventCallback OnCount { get; set; }

    /// <summary>What else can be done with it, such as keeping it.</summary>
    [Parameter] public RenderFragment? Actions { get; set; }

    private string? WindowProblem => Errors.Messages.GetValueOrDefault("window");

    // What a browser sends may be anything.
    private void Divide(ChangeEventArgs change)
    {
        if (Enum.TryParse<FunnelBreakdown>(change.Value?.ToString(), out var breakdown) && Enum.IsDefined(breakdown))
            Draft.Breakdown = breakdown;
    }

    private void Add()
    {
        Draft.Steps.Add(new());
        _said = $"Step {Draft.Steps.Count} is added";
    }

    private void Remove(MatchDraft step)
    {
        _said = $"Step {Draft.Steps.IndexOf(step) + 1} is removed";
        Draft.Steps.Remove(step);
    }

    private void Move(MatchDraft step, int by)
    {
        if (Draft.Move(step, by))
            _said = $"{EventMatchLabels.Event(step.Event)} is now step {Draft.Steps.IndexOf(step) + 1} of {Draft.Steps.Count}";
    }
}
