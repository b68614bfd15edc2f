namespace Portal.Features.Imports;

/// <summary>Rights over what files bring into a store.</summary>
public static class ImportPolicies
{
    public const string CanManage = "imports.manage";
}
