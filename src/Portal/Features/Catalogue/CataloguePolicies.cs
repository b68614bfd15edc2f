namespace Portal.Features.Catalogue;

/// <summary>Rights over what a store sells.</summary>
public static class CataloguePolicies
{
    public const string CanView = "catalogue.view";

    /// <summary>Change prices, costs and figures of reordering.</summary>
    public const string CanEdit = "catalogue.edit";
}
