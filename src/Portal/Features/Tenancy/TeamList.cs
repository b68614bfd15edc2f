using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>The columns and the order of the team's list, for the page and for its download.</summary>
public static class TeamList
{
    /// <summary>Members by name.</summary>
    public static readonly TableQuery Default = TableQuery.First with { Sort = "name" };

    /// <param name="timeZone">The store's; the heading names it once.</param>
    public static IReadOnlyList<DataColumn<TeamMember>> Columns(string timeZone, DateTimeOffset now)
    {
        var clock = StoreClock.For(timeZone);
        return
        [
            new("name", "Name", member => member.Name) { Main = true, Sortable = true, Card = CardPlace.Title },
            new("email", "E-mail", member => member.Email) { Sortable = true, Card = CardPlace.Id },
            new("role", "Role", member => member.Role.ToString()) { Sortable = true,
                FilterValues = [.. RoleLabels.Given.Select(role => role.ToString())], Card = CardPlace.Amount },
            new("since", "Member since", member => clock.Day(member.Since)
                .ToString("d MMM yyyy", CultureInfo.InvariantCulture)) { Sortable = true, Export = member => clock.Day(member.Since) },
            new("opened", $"Last opened, {clock.Zone(now)}",
                member => member.LastOpenedAt is { } at ? clock.DayAndMinute(at) : NumberFormat.Dash)
            {
                Sortable = true,
                Export = member => member.LastOpenedAt is { } at ? clock.Local(at) : null,
            },
        ];
    }

    /// <summary>One page of the members that the query leaves, in its order.</summary>
    public static TablePage<TeamMember> Page(IEnumerable<TeamMember> members, TableQuery query)
    {
        var found = members.Where(member =>
            (query.Search is null || $"{member.Name} {member.Email}".Contains(query.Search, StringComparison.OrdinalIgnoreCase))
            && query.Filters.Where(filter => filter.Column == "role").All(filter => filter.Accepts(member.Role.ToString())));
        found = query.Sort switch
        {
            "email" => found.OrderBy(member => member.Email, StringComparer.OrdinalIgnoreCase),
            "role" => found.OrderBy(member => member.Role),
            "since" => found.OrderBy(member => member.Since),
            "opened" => found.OrderBy(member => member.LastOpenedAt),
            _ => found.OrderBy(member => member.Name, StringComparer.OrdinalIgnoreCase),
        };
        List<TeamMember> rows = [.. query.Descending ? found.Reverse() : found];
        return new([.. rows.Skip(query.Offset).Take(query.Size)], rows.Count);
    }
}
