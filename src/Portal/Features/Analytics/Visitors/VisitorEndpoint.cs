using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Domain.Analytics.Privacy;
using Portal.Features.Api;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Analytics.Visitors;

namespace Portal.Features.Analytics.Visitors;

/// <summary>One visitor's timeline for programs, with personal data masked.</summary>
internal static class VisitorEndpoint
{
    /// <summary>A person and a page of what she did.</summary>
    /// <param name="Person">The number of the person, as text.</param>
    /// <param name="Next">The <c>before</c> of the following page; null at the end.</param>
    internal sealed record TimelineAnswer(
        string Person, IReadOnlyList<string> UserIds, IReadOnlyList<string> AnonymousIds, JsonElement? Traits, VisitorTotals Totals,
        VisitorTouch? FirstTouch, VisitorTouch? LastTouch,
        IReadOnlyList<string> Devices, IReadOnlyList<string> Countries, IReadOnlyList<TimelineEntry> Entries, DateTimeOffset? Next);

    /// <summary>One thing in a timeline.</summary>
    /// <param name="Kind">session, order or sessionless (a day with events outside of any session).</param>
    /// <param name="Visitor">Of a session or day: the number of the browser or user id it was of, as text.</param>
    internal sealed record TimelineEntry(
        string Kind, DateTimeOffset At, DateTimeOffset? EndedAt, string? Visitor, string? Channel, string? Source, string? Campaign,
        string? LandingPath, string? ExitPath,
        string? Device, string? Country, int? Events, int? PageViews, string? OrderId, decimal? Amount, decimal? Units, bool IsBot);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/visitors/{visitor}/timeline", ReadAsync)
        .WithName("getVisitorTimeline").WithSummary(
            "One visitor: who it is as far as is known, and sessions, orders and days without a session, the latest first")
        .WithDescription("The visitor is its number, as events and this API tell it; any number of the same person gives the same answer. "
            + "E-mail addresses, phone numbers and names are masked.")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .With(
            new ApiParameter.Flag("bots", "Also show sessions of robots and crawlers."),
            new ApiParameter.Words("before", "The next of an earlier answer: only what began before this instant."));

    private static async Task<Results<Ok<TimelineAnswer>, ProblemHttpResult>> ReadAsync(
        [Description("The visitor's number.")] string visitor, ApiCall call, VisitorQueries visitors, VisitorTimelineQueries timelines,
        CancellationToken cancellationToken)
    {
        DateTimeOffset? before = DateTimeOffset.TryParse(call.Text("before"), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;
        call.Errors.Require(call.Text("before") is null || before is not null, "before", "Send the next of an earlier answer.");
        if (!call.Errors.None)
            return (ProblemHttpResult)Problems.Fields(call.Errors);
        if (!long.TryParse(visitor, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || await visitors.FindAsync(call.Store, number, call.Flag("bots"), cancellationToken) is not { } profile)
            return (ProblemHttpResult)Problems.Of(StatusCodes.Status404NotFound, Problems.NotFound, "There is no such visitor.");

        var page = await timelines.PageAsync(call.Store, number, call.Flag("bots"), before, cancellationToken);
        return TypedResults.Ok(Of(profile, page));
    }

    private static TimelineAnswer Of(VisitorProfile profile, VisitorTimeline page) => new(
        Number(profile.Person), Masked(profile.Ids.Select(id => id.UserId)), Masked(profile.Ids.Select(id => id.AnonymousId)),
        Traits(profile.Traits),
        profile.Totals, profile.FirstTouch, profile.LastTouch, profile.Devices, profile.Countries, [.. page.Entries.Select(Entry)],
        page.Next);

    private static TimelineEntry Entry(VisitorEntry entry) => entry switch
    {
        VisitorEntry.Session s => new(
            "session", s.At, s.EndedAt, Number(s.Visitor), s.Channel, s.Source, s.Campaign, s.LandingPath, s.ExitPath, s.Device, s.Country,
            s.Events, s.Pageviews, null, null, null, s.IsBot),
        VisitorEntry.Order o =>
            new("order", o.At, null, null, o.Channel, null, o.Campaign, null, null, null, null, null, null, o.OrderId, o.Revenue, o.Units,
            false),
        VisitorEntry.Sessionless d =>
            new("sessionless", d.At, null, Number(d.Visitor), null, null, null, null, null, null, null, null, null, null, null, null,
            d.IsBot),
        _ => throw new InvalidOperationException($"Unexpected entry {entry}."),
    };

    private static string Number(long visitor) => visitor.ToString(CultureInfo.InvariantCulture);

    private static List<string> Masked(IEnumerable<string?> ids) => [.. ids.OfType<string>().Distinct().Select(PersonalData.MaskText)];

    private static JsonElement? Traits(string? traits)
    {
        if (traits is null)
            return null;
        using var document = JsonDocument.Parse(MaskedJson.Write(traits, isTraits: true, isPlain: false, indented: false));
        return document.RootElement.Clone();
    }
}
