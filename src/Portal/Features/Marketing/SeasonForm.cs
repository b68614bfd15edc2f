namespace Portal.Features.Marketing;

/// <summary>Days of the store's own as a person names them.</summary>
public sealed class SeasonForm
{
    public string? Name { get; set; }

    public string? StartsOn { get; set; }

    public string? EndsOn { get; set; }
}
