namespace Portal.Domain.Marketing;

/// <summary>Special days of trade.</summary>
/// <param name="Code">The same every year, so that seasons can be compared: lebaran, black-friday.</param>
/// <param name="End">The last day, included.</param>
/// <param name="IsOwn">True for days that the store named itself.</param>
public sealed record Season(string Code, string Name, DateOnly Start, DateOnly End, bool IsOwn = false)
{
    public int Days => End.DayNumber - Start.DayNumber + 1;

    public bool Contains(DateOnly day) => day >= Start && day <= End;
}
