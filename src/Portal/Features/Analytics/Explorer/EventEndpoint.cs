using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Domain.Analytics.Schema;
using Portal.Features.Api;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Explorer;

namespace Portal.Features.Analytics.Explorer;

/// <summary>The events pages' figures and events for programs, with personal data masked.</summary>
internal static class EventEndpoint
{
    private const string NameText = "The event's name as it is stored: small letters and underscores.";

    /// <summary>One name over time and its latest events.</summary>
    /// <param name="Next">The <c>before</c> of the following page; null at the end.</param>
    /// <param name="Scanned">Events looked at.</param>
    internal sealed record NameAnswer(EventNameHistory History, IReadOnlyList<ApiEvent> Events, string? Next, long Scanned);

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/events", (ApiCall call, EventNameQueries names, ReadModelQueries readModels, CancellationToken cancellationToken) =>
                call.AnswerListAsync(readModels, (range, table, token) => names.PageAsync(call.Store.TenantId, range, table, token),
                    cancellationToken))
            .WithName("listEvents").WithSummary("Which events came: each name with its count, share, late ones and a line by hour or day")
            .With([.. AnalyticsCall.RangeParameters, .. ApiParameters.List(EventNameQueries.Sorts, "-events")]);
        group.MapGet("/events/{name}", ReadAsync)
            .WithName("getEvents").WithSummary("One name over time, and its latest events with everything that is known of them")
            .WithDescription(
                "Newest first; send the next of one answer as the before of the following call. A search by property looks at a bounded "
                + "number of events "
                + "in one call and may answer with few or none and a next. E-mail addresses, phone numbers and names are masked.")
            .With(
            [
                .. AnalyticsCall.RangeParameters,
                new ApiParameter.Words("property",
                    "Only events whose property equals the value: a path such as products[].sku, at most three names deep.", 400),
                new ApiParameter.Words("value", "The property's value, as text; a number, true, false or null matches those too.", 1000),
                new ApiParameter.Words("before", "The next of an earlier answer."),
                new ApiParameter.Whole("size", "Events in an answer.", 1, 500, 50),
            ]);
        group.MapGet("/events/{name}/schema", ([Description(NameText)] string name, ApiCall call, EventSchemaQueries schemas,
            ReadModelQueries readModels, CancellationToken cancellationToken) =>
                call.AnswerAsync(readModels, (range, token) => schemas.ReadAsync(new(call.Store.TenantId, range, name), token),
                    cancellationToken))
            .WithName("getEventSchema").WithSummary("What the events of a name carry: each property with its share, types and examples")
            .WithDescription(
                $"Learnt from the latest {EventSchemaQueries.Sample} events of the range. A property whose name differs from a more "
                + $"frequent one only by case or separators says so in alike.")
            .With(AnalyticsCall.RangeParameters);
    }

    private static async Task<Results<Ok<AnalyticsAnswer<NameAnswer>>, ProblemHttpResult>> ReadAsync(
        [Description(NameText)] string name, ApiCall call, EventNameQueries names, EventQueries events, ReadModelQueries readModels,
        CancellationToken cancellationToken)
    {
        var property = PropertyPath.Parse(call.Text("property"));
        var before = EventCursor.Parse(call.Text("before"));
        call.Errors.Require(call.Text("property") is null || property is not null, "property",
            "Send a path such as products[].sku, at most three names deep.");
        call.Errors.Require(call.Text("property") is null == (call.Text("value") is null), "value",
            "Send a property and its value together.");
        call.Errors.Require(call.Text("before") is null || before is not null, "before", "Send the next of an earlier answer.");
        call.Errors.Require(
            !new EventFilter(call.Store.TenantId, default!, name, property, call.Text("value")).IsRefused, "property",
            "Personal data is masked here and cannot be searched.");
        return await call.AnswerAsync(
            readModels,
            async (range, token) =>
            {
                var page = await events.PageAsync(new(call.Store.TenantId, range, name, property, call.Text("value")), before,
                    call.Whole("size"), token);
                var history = await names.HistoryAsync(call.Store.TenantId, range, name, token);
                return new NameAnswer(history, [.. page.Events.Select(ApiEvent.Of)], page.Next?.ToString(), page.Scanned);
            },
            cancellationToken);
    }
}
