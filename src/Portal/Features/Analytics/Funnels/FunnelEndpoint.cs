using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Matching;
using Portal.Domain.Tenancy;
using Portal.Features.Api;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Funnels;

namespace Portal.Features.Analytics.Funnels;

/// <summary>The funnels page's figures for programs.</summary>
internal static class FunnelEndpoint
{
    private const string StepHelp =
        "A step: the event's stored name and, after semicolons, its filters, such as product_viewed;path^=/shoes;prop.price>=100. "
        + "Fields are path, prop.NAME, channel, country and device; comparisons are = (is), ~ (contains), ^= (starts with), >, >=, < "
            + "and <=. "
        + "A backslash before a character takes its meaning. Send it once for each step, in their order; without any, the answer is the "
            + "shop's own funnel, by sessions.";

    public static void Map(RouteGroupBuilder group) => group
        .MapGet("/funnel", AnswerAsync)
        .WithName("getFunnel").WithSummary("How many people take some steps in order")
        .WithDescription(
            "People who took the first step in the range, with as long as the window to go on. A person takes k steps when there are "
                + "events of theirs, one for each step, "
            + "none earlier than the one before it, with the last no more than the window after the first. 422 with the code "
                + "too_many_events when the steps have more events than are counted at once.")
        .Produces<AnalyticsAnswer<FunnelData>>().ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .With([
            new ApiParameter.Repeated(FunnelParameters.Step, StepHelp, FunnelDefinition.MaxSteps),
            new ApiParameter.Words(FunnelParameters.Window,
                "How long after the first step the last may be: minutes, hours or days, such as 30m, 12h or 7d. A week without it.", 8),
            new ApiParameter.Choice(FunnelParameters.By,
                "What people are told apart by: a fact of the session in which they took the first step. visitor is whether it was the "
                + "browser's first session.", FunnelFormatter.BreakdownTexts, FunnelFormatter.BreakdownTexts[0]),
            .. AnalyticsCall.RangeParameters,
        ]);

    private static async Task<IResult> AnswerAsync(
        ApiCall call, FunnelQueries funnels, ShopFunnelQueries shop, ReadModelQueries readModels, CancellationToken cancellationToken)
    {
        var steps = call.Texts(FunnelParameters.Step);
        var definition = steps.Count == 0 ? null : Read(call, steps);
        var by = FunnelFormatter.ReadBreakdown(call.Text(FunnelParameters.By));
        call.Errors.Require(steps.Count > 0 || by != FunnelBreakdown.Visitor, FunnelParameters.By,
            "The shop's own funnel is not told apart by visitor.");
        if (call.Range() is not { } range)
            return Problems.Fields(call.Errors);

        var state = await readModels.FindAsync(call.Store.TenantId, cancellationToken);
        return definition is null
            ? Results.Ok(Answer(call, range, state, FunnelData.Of(await shop.FindAsync(call.Store.TenantId, range, by, cancellationToken))))
            : await funnels.FindAsync(call.Store.TenantId, definition, range, cancellationToken) switch
            {
                FunnelAnswer.Counted(var figures, _) => Results.Ok(Answer(call, range, state, FunnelData.Of(definition, figures))),
                FunnelAnswer.TooMany(var max) => Problems.Of(
                    StatusCodes.Status422UnprocessableEntity, "too_many_events",
                    "The steps have more events in these days than are counted at once. Choose fewer days, or add filters.", ("most", max)),
                _ => throw new InvalidOperationException("A funnel ended in a way the API does not know."),
            };
    }

    // The definition calls its steps by their place in the list; a program sent the parameter step.
    private static FunnelDefinition? Read(ApiCall call, IReadOnlyList<string> steps)
    {
        var errors = new FieldErrors();
        var definition = FunnelFormatter.Read(steps, call.Text(FunnelParameters.Window), call.Text(FunnelParameters.By), errors);

        // A token reads as a viewer does: by its counts a filter would find people as well as a search.
        if (definition is not null)
            errors.AddAll(definition.CheckForReaderWithoutPeople());
        foreach (var (field, message) in errors.Messages)
            call.Errors.Add(field.StartsWith("steps", StringComparison.Ordinal) ? FunnelParameters.Step + field["steps".Length..] : field,
                message);
        return definition;
    }

    private static AnalyticsAnswer<FunnelData> Answer(ApiCall call, AnalyticsRange range, ReadModelState? state, FunnelData data) =>
        AnalyticsAnswer<FunnelData>.Of(range, call.Store.Currency, state?.AsOf, data);
}

/// <summary>A counted funnel.</summary>
/// <param name="Unit">people, or sessions for the shop's own funnel.</param>
/// <param name="Window">Null for the shop's own funnel.</param>
/// <param name="Groups">By the value of the breakdown; empty without one.</param>
internal sealed record FunnelData(string Unit, string? Window, IReadOnlyList<FunnelDataStep> Steps, IReadOnlyList<FunnelDataGroup> Groups)
{
    public static FunnelData Of(FunnelFigures figures) => Of("sessions", null, ShopFunnelQueries.Steps, figures);

    public static FunnelData Of(FunnelDefinition definition, FunnelFigures figures) =>
        Of("people", WindowFormatter.Write(definition.Window), [.. definition.Steps.Select(EventMatchFormatter.Write)], figures);

    private static FunnelData Of(string unit, string? window, IReadOnlyList<string> names, FunnelFigures figures) => new(
        unit, window, Named(names, figures.Steps),
        [.. figures.Groups.Select(group => new FunnelDataGroup(group.Value, Named(names, group.Steps)))]);

    private static List<FunnelDataStep> Named(IReadOnlyList<string> names, IReadOnlyList<FunnelStepFigures> steps) =>
        [.. names.Zip(steps, (name, step) =>
        new FunnelDataStep(name, step.People, step.DropOff, step.FromPrevious, step.FromFirst, step.MedianTime?.TotalSeconds))];
}

/// <summary>One step.</summary>
/// <param name="DropOff">Who did not take the next one.</param>
/// <param name="FromPrevious">Share of those at the step before.</param>
/// <param name="FromFirst">Share of those at the first step.</param>
/// <param name="MedianSeconds">Between the step before and this one.</param>
internal sealed record FunnelDataStep(
    string Step, long Count, long DropOff, decimal? FromPrevious, decimal? FromFirst, double? MedianSeconds);

/// <summary>The steps of one value; null where no session is known, (other) for all that are not among the most common.</summary>
internal sealed record FunnelDataGroup(string? Value, IReadOnlyList<FunnelDataStep> Steps);
