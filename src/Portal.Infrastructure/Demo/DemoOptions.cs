using System.ComponentModel.DataAnnotations;
using Portal.Domain.Demo;

namespace Portal.Infrastructure.Demo;

/// <summary>Settings of the demo store, section <c>Demo</c>.</summary>
public sealed class DemoOptions
{
    /// <summary>How much history the store is made with and how many visitors it has; the store must have been made with
    /// the same size. Default: Standard.</summary>
    [EnumDataType(typeof(DemoSize))]
    public DemoSize Size { get; set; } = DemoSize.Standard;

    /// <summary>True to let visitors walk through the demo store while the portal runs. Default true.</summary>
    public bool Visitors { get; set; } = true;
}
