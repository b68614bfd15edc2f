namespace Portal.Infrastructure.Live;

/// <summary>Active visitors of a country.</summary>
/// <param name="Code">ISO 3166-1 alpha-2; null where it is not known.</param>
public sealed record CountryCount(string? Code, int Visitors);

/// <summary>Active visitors by how they came.</summary>
/// <param name="Channel">As it is stored: the channel of the earliest touch in the visitor's session, else direct.</param>
public sealed record ChannelCount(string Channel, int Visitors);

/// <summary>Active visitors by where in the shop they are.</summary>
public sealed record PageCount(PageKind Kind, int Visitors);

/// <summary>What today's events say of a product.</summary>
/// <param name="Name">What it was last called; its id where nobody said.</param>
/// <param name="Views">Times that people looked at it.</param>
/// <param name="Revenue">Prices times quantities in today's orders, in the store's currency.</param>
public sealed record ProductCount(string Id, string Name, long Views, decimal Revenue);
