namespace Portal.Features.Demo;

/// <summary>What <c>demo.json</c> holds. The store's parts are missing while there is no demo store.</summary>
/// <param name="Url">Where the portal listens.</param>
/// <param name="WriteKey">Adds events to the demo store.</param>
/// <param name="ApiToken">Reads and writes the demo store's API, with every scope.</param>
/// <param name="Database">A libpq address of the owner role.</param>
public sealed record DemoAccess(
    string? Url = null, string? WriteKey = null, string? ApiToken = null, OwnerAccess? Owner = null, AdministratorAccess? Admin = null,
    string? Database = null);

/// <summary>How to sign in as the demo store's owner.</summary>
public sealed record OwnerAccess(string Email, string Password);

/// <summary>How to sign in as the first administrator, and the token for the platform API.</summary>
public sealed record AdministratorAccess(string Email, string Password, string ApiToken);
