namespace Portal.Domain.Tenancy;

/// <summary>What a member may do in one store, from least to most.</summary>
public enum StoreRole
{
    Viewer,
    Support,
    Analyst,
    Manager,
    Owner,
}
