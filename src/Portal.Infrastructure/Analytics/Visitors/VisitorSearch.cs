using System.Globalization;
using Npgsql;
using Portal.Domain.Analytics.Privacy;
using Portal.Domain.Events;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Visitors;

/// <summary>Finds a person by what people know of her: an id, an e-mail address she identified with, an order.</summary>
public sealed class VisitorSearch(PortalDatabase database)
{
    private const int LongestText = 320; // of an e-mail address

    private static readonly bool[] BothKinds = [false, true];

    // A text may be several things at once; a visitor counts when anything is known of it. $3 text, $4 numbers, $5 what they are.
    private const string Sql = $"""
        with candidates as (
          select visitor, kind from unnest($4, $5) as c (visitor, kind)
          union all select visitor, 3 from find_visitors_by_email($3) where $6 and position('@' in $3) > 1
          union all select visitor, 4 from event_orders where tenant_id = $1 and order_id = $3
        ), found as (
          select coalesce(i.person, c.visitor) as person, min(c.kind) as kind, max(d.day) as day
          from candidates c
          left join identities i on i.tenant_id = $1 and i.visitor = c.visitor
          left join lateral (select max(day) as day from visitor_days v where v.tenant_id = $1 and v.visitor = c.visitor) d on true
          where c.kind >= 3 or i.visitor is not null or d.day is not null
             or exists (select from identities p where p.tenant_id = $1 and p.person = c.visitor)
          group by 1
        )
        select found.person, {VisitorRows.Columns}, found.kind, found.day
        from found
        left join lateral (
          select l.* from sessions l where l.tenant_id = $1 and l.person = found.person order by l.started_at desc limit 1
        ) s on true
        left join lateral (
          select i.user_id from identities i where i.tenant_id = $1 and i.person = found.person
            order by i.linked_at desc, i.tie desc limit 1
        ) known on true
        order by found.kind, s.ended_at desc nulls last, found.person
        """;

    /// <summary>The persons that the text names, best match first; bots among them.</summary>
    /// <param name="searchesPeople">Whether personal data is looked at: only for readers who may see it, since what is found would
    /// tell.</param>
    public async Task<IReadOnlyList<VisitorMatch>> FindAsync(CurrentStore store, string? text, bool searchesPeople,
        CancellationToken cancellationToken)
    {
        if (text?.Trim() is not { Length: > 0 and <= LongestText } wanted || (!searchesPeople && PersonalData.MaskText(wanted) != wanted))
            return [];

        var candidates = Candidates(wanted);
        return await database.ListAsync(
            store.TenantId,
            Sql,
            [BothKinds, wanted, candidates.Select(c => c.Visitor).ToArray(), candidates.Select(c => (int)c.Kind).ToArray(), searchesPeople],
            row => Read(row, store, wanted),
            cancellationToken);
    }

    private static VisitorMatch Read(NpgsqlDataReader reader, CurrentStore store, string wanted)
    {
        var by = (MatchedBy)reader.GetInt32(VisitorRows.Count);
        var row = VisitorRows.Read(reader);
        if (row.Name is null && by == MatchedBy.UserId)
            row = row with { Name = wanted, IsKnown = true };
        if (row.SeenAt is null && !reader.IsDBNull(VisitorRows.Count + 1))
            row = row with { SeenAt = StoreClock.For(store.TimeZone).StartOf(reader.GetFieldValue<DateOnly>(VisitorRows.Count + 1)) };
        return new(by, row);
    }

    private static List<(long Visitor, MatchedBy Kind)> Candidates(string text)
    {
        List<(long, MatchedBy)> candidates = [(VisitorId.OfAnonymous(text), MatchedBy.AnonymousId),
            (VisitorId.OfUser(text), MatchedBy.UserId)];
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            candidates.Add((number, MatchedBy.VisitorNumber));
        return candidates;
    }
}
