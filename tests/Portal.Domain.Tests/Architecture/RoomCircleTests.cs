using Xunit;

namespace Portal.Domain.Tests.Architecture;

/// <summary>Rooms use each other in one direction: what is used knows nothing of who uses it.</summary>
public sealed class RoomCircleTests
{
    // Who needs another one writes it here with the reason.
    private static readonly (string From, string To)[] Allowed =
    [
        ("Features.Shared", "Components.Layout"), // whoever is refused a page sees why in the public layout
        ("Data", "Identity"), // the context derives from Identity's own, and every context tells of rights that it changes
    ];

    [Theory]
    [InlineData("Portal.Domain")]
    [InlineData("Portal.Infrastructure")]
    [InlineData("Portal.Jobs")]
    [InlineData("Portal")]
    public void Rooms_OfAProject_UseEachOtherOneWay(string project)
    {
        using var assembly = RoomGraph.Open(project);

        var circles = new RoomGraph(assembly, space => Room(project, space)).Circles(Allowed).ToList();

        Assert.True(circles.Count == 0, string.Join('\n', circles));
    }

    [Fact]
    public void RoomsWithinARoom_UseEachOtherOneWay()
    {
        using var assembly = RoomGraph.Open("Portal.Infrastructure");

        var circles = new RoomGraph(assembly, RoomWithinARoom).Circles(Allowed).ToList();

        Assert.True(circles.Count == 0, string.Join('\n', circles));
    }

    // Such as Events.Parsing; what lies in the room itself ties its parts together and may know them all.
    private static string? RoomWithinARoom(string space)
    {
        var parts = space.Split('.');
        return parts.Length > 3 ? $"{parts[2]}.{parts[3]}" : null;
    }

    // The part of a namespace that is the room: of the host the feature; what is below Hosting is one frame around all of them.
    private static string? Room(string project, string space)
    {
        if (!space.StartsWith(project + ".", StringComparison.Ordinal))
            return null;
        var parts = space[(project.Length + 1)..].Split('.');
        return project != "Portal" || parts.Length == 1 ? parts[0]
            : parts[0] == "Hosting" ? "the frame of requests" : $"{parts[0]}.{parts[1]}";
    }
}
