namespace Portal.Components.Layout;

/// <summary>What the layout shows of the signed-in person, and the stores they may open; cascaded by the host.</summary>
public sealed record SignedInPerson(string Name, string Email, IReadOnlyList<StoreChoice> Stores);
