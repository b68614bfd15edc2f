using Npgsql;
using Portal.Domain.Demo.Sales;

namespace Portal.Infrastructure.Demo;

/// <summary>Writes what customers of a demo store say of what they bought.</summary>
internal static class DemoReviews
{
    /// <summary>Adds the reviews of some orders that were written up to an instant.</summary>
    public static void Add(NpgsqlBatch rows, DemoTarget target, ulong seed, IEnumerable<DemoOrder> orders, DateTimeOffset until)
    {
        var reviews = orders.Select(order => DemoReview.Of(seed, order)).OfType<DemoReview>().Where(review => review.WrittenAt <= until)
            .ToArray();
        DemoSales.Add(rows, """
            insert into reviews (tenant_id, id, product_id, customer_id, author, rating, title, body, is_verified, written_at, created_at,
              updated_at)
            select $1, r.id, r.product_id, r.customer_id, r.author, r.rating, r.title, r.body, true, r.at, r.at, r.at
            from unnest($2, $3, $4, $5, $6, $7, $8, $9) as r (id, product_id, customer_id, author, rating, title, body, at)
            on conflict do nothing
            """,
            target.TenantId, reviews.Select(r => r.Id).ToArray(), reviews.Select(r => r.Product.Id).ToArray(),
            reviews.Select(r => r.Customer.Id).ToArray(),
            reviews.Select(r => r.Customer.FirstName).ToArray(), reviews.Select(r => r.Rating).ToArray(),
            reviews.Select(r => r.Title).ToArray(),
            reviews.Select(r => r.Body).ToArray(), reviews.Select(r => r.WrittenAt.UtcDateTime).ToArray());
    }
}
