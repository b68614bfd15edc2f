using Portal.Domain.Billing;

namespace Portal.Infrastructure.Events;

/// <summary>What a store has left of its rate.</summary>
/// <param name="Remaining">Events that it may send at once.</param>
/// <param name="SecondsToFull">Until it may send a whole burst again.</param>
public readonly record struct RateStanding(EventRate Rate, int Remaining, int SecondsToFull);
