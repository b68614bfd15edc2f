namespace Portal.Domain.Tenancy;

/// <summary>What a member may do in a store, from least to most; a higher role includes the lower ones' rights of reading.</summary>
public enum StoreRole
{
    /// <summary>Sees figures; changes nothing.</summary>
    Viewer,

    /// <summary>Sees figures and answers customers.</summary>
    Support,

    /// <summary>Builds reports, segments and exports.</summary>
    Analyst,

    /// <summary>Runs the store: sites, campaigns, prices, imports.</summary>
    Manager,

    /// <summary>Everything, including the team, billing and closing the store.</summary>
    Owner,
}
