namespace Portal.Infrastructure.Data.Workloads;

/// <summary>Kinds of work that reach the database. Each has connections of its own, so that none of them starves another.</summary>
public enum Workload
{
    /// <summary>Jobs, hosted services and whatever else runs outside of requests and circuits.</summary>
    Background,

    /// <summary>Pages, as they are rendered and in their circuits.</summary>
    Page,

    /// <summary>The REST API.</summary>
    Api,

    /// <summary>Files of lists and reports.</summary>
    Export,

    /// <summary>Files on their way in, from their upload to their last row.</summary>
    Import,
}
