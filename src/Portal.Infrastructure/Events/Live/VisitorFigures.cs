namespace Portal.Infrastructure.Events.Live;

/// <summary>Who is there.</summary>
/// <param name="Active">Different visitors with an event in the last 5 minutes.</param>
/// <param name="ByMinute">Different visitors in each of the last 30 minutes, the current one last.</param>
/// <param name="ActiveYesterday">Active visitors at this minute yesterday; null while it is not known.</param>
public sealed record VisitorFigures(int Active, IReadOnlyList<int> ByMinute, int? ActiveYesterday);
