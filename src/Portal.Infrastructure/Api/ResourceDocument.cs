namespace Portal.Infrastructure.Api;

/// <summary>One row of the API.</summary>
/// <param name="Address">Its name in web addresses.</param>
/// <param name="Version">Its entity tag, in quotes: another as soon as one of its fields has another value.</param>
/// <param name="Json">Its fields.</param>
public sealed record ResourceDocument(string Address, string Version, string Json);

/// <summary>Some rows of a list.</summary>
/// <param name="Next">The cursor of the rows after them; null when these were the last.</param>
public sealed record ResourcePage(IReadOnlyList<string> Rows, string? Next);
