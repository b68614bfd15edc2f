using Portal.Domain.Home;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Home;

namespace Portal.Infrastructure.Demo;

/// <summary>What a stranger sees of the demo store before signing in.</summary>
/// <param name="Visitors">Different visitors in each five minutes of the past hour; the last entry is now.</param>
/// <param name="Products">The best sellers of today, by revenue.</param>
/// <param name="AsOf">When it was read.</param>
public sealed record DemoFigures(
    CurrentStore Store, DayFigures Today, DayFigures Yesterday, IReadOnlyList<int> Visitors, IReadOnlyList<ProductSales> Products,
    DateTimeOffset AsOf);
