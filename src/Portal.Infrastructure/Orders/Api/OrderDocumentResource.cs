using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Orders.Api;

/// <summary>An order, or a document that belongs to one: known here by <c>id</c>, to the shop by <c>externalId</c>.</summary>
internal abstract class OrderDocumentResource : Resource
{
    public sealed override string ReadScope => ApiScopes.OrdersRead;

    public sealed override string WriteScope => ApiScopes.OrdersWrite;

    internal sealed override string Found => $"{Alias}.external_id = $2 or {Alias}.id = $3";

    internal sealed override string Address => $"{Alias}.id::text";

    internal sealed override string KeyField => "externalId";

    /// <summary>The first steps of a write: the store's ledger is locked, rows find what they become, and keep its key.</summary>
    protected IReadOnlyList<string> Identify =>
    [
        OrderMergeSql.Lock,
        .. ResourceSql.Match(this, KeyField),
        .. ResourceSql.Create(this),
        ResourceSql.Once(this),
        ResourceSql.KeyStays(this),
    ];

    /// <summary>
    /// Puts the order of each row into <c>incoming.order_id</c>, which the resource names among its extra columns: it exists,
    /// stays the same, and counts when a new row comes.
    /// </summary>
    /// <param name="uncounted">What is wrong with a new row of an order that does not count.</param>
    protected IReadOnlyList<string> WithOrder(string uncounted) =>
    [
        $"update incoming i set order_id = t.order_id from {Table} t where t.tenant_id = $1 and t.id = i.target",
        "update incoming i set order_id = o.id from orders o where i.is_new and o.tenant_id = $1 and o.external_id = i.\"order\"",
        ResourceSql.Reject("i.order_id is null", "order", "There is no order with this id."),
        ResourceSql.Reject("i.\"order\" <> (select o.external_id from orders o where o.tenant_id = $1 and o.id = i.order_id)", "order",
            $"A {One} stays with its order."),
        ResourceSql.Reject(
            "i.is_new and exists (select from orders o where o.tenant_id = $1 and o.id = i.order_id and o.status in ('draft', "
                + "'cancelled'))", "order", uncounted),
    ];
}
