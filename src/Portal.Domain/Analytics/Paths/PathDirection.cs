namespace Portal.Domain.Analytics.Paths;

/// <summary>Which way paths are followed.</summary>
public enum PathDirection
{
    /// <summary>What comes after the start.</summary>
    After,

    /// <summary>What came before the end.</summary>
    Before,
}
