using System.Net;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Features.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Tenancy;

public sealed class TeamListTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly TeamMember[] Members =
    [
        new(Guid.NewGuid(), "Bima", "bima@example.com", StoreRole.Viewer, DateTimeOffset.UnixEpoch, null),
        new(Guid.NewGuid(), "ayu", "ayu@example.com", StoreRole.Owner, DateTimeOffset.UnixEpoch.AddDays(1),
            DateTimeOffset.UnixEpoch.AddDays(2)),
        new(Guid.NewGuid(), "Citra", "citra@example.com", StoreRole.Viewer, DateTimeOffset.UnixEpoch.AddDays(2), null),
    ];

    [Fact]
    public void Page_Standard_IsByNameWhateverTheCase() =>
        Assert.Equal(["ayu", "Bima", "Citra"], Names(TeamList.Default));

    [Fact]
    public void Page_FilteredAndSearched_HoldsWhatIsLeft()
    {
        var viewers = TeamList.Default with { Filters = [new("role", TableOperator.Is, ["Viewer"])] };

        Assert.Equal(["Bima", "Citra"], Names(viewers));
        Assert.Equal(["Citra"], Names(viewers with { Search = "CITRA@" }));
    }

    [Fact]
    public void Page_SecondPage_KeepsTheTotal()
    {
        var page = TeamList.Page(Members, TeamList.Default with { Page = 2, Size = 2 });

        Assert.Equal((1, 3), (page.Rows.Count, page.Total));
    }

    [Fact]
    public async Task Export_Stranger_IsSentToSignIn()
    {
        using var client = app.CreateClient();

        using var answer = await client.GetAsync(new Uri(PortalUrls.TeamExport("any"), UriKind.Relative),
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(PortalUrls.SignIn, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(TableQuery query) => TeamList.Page(Members, query).Rows.Select(member => member.Name);
}
