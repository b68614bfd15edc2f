namespace Portal.Features.Inventory;

/// <summary>A new location as a person names it.</summary>
public sealed class LocationForm
{
    public string? Name { get; set; }

    public string? Code { get; set; }
}
