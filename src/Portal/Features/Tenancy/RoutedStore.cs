using Portal.Domain.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>What a page, or a change by one, is authorised over: the store of its address, looked up for this very step.</summary>
/// <param name="Store">Null when the address names none, or none that the person may know of.</param>
internal sealed record RoutedStore(CurrentStore? Store);
