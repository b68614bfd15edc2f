namespace Portal.Domain.Tenancy;

/// <summary>Who may change whom in a store's team.</summary>
public static class TeamRules
{
    /// <summary>True when a member of one role may give, take or invite to the other: owners all, managers all but owners.</summary>
    public static bool MayHandle(StoreRole actor, StoreRole other) => other != StoreRole.Guest && actor switch
    {
        StoreRole.Owner => true,
        StoreRole.Manager => other != StoreRole.Owner,
        _ => false,
    };

    /// <summary>True when a store would be left without an owner.</summary>
    public static bool LeavesNoOwner(StoreRole current, StoreRole? next, int owners) =>
        current == StoreRole.Owner && next != StoreRole.Owner && owners <= 1;
}
