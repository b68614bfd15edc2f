namespace Portal.Infrastructure.Privacy;

/// <summary>Whom a request means, and what would go.</summary>
/// <param name="Person">The person's number.</param>
/// <param name="Browsers">Browsers and ids that belong to the person.</param>
/// <param name="Sessions">Their sessions.</param>
/// <param name="Orders">Their orders, as events tell them.</param>
public sealed record ErasureSubject(long Person, int Browsers, long Sessions, long Orders);
