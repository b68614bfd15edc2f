using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Orders.Writing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Analytics.Projection;

/// <summary>Anybody may send an event. None that the API takes may stop what follows the events of its store.</summary>
public sealed class ExtremeEventsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    // Incompressible, as an index would otherwise take it.
    private static readonly string Noise = string.Concat(Enumerable.Range(0, 200)
        .Select(number => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number)))));

    public static TheoryData<string, string> Messages => new()
    {
        { "a product's id that no index takes",
            $$""" "event":"Product Viewed","properties":{"product_id":"{{Noise}}","name":"{{Noise}}"} """ },
        { "more results than a number holds", """ "event":"Products Searched","properties":{"query":"tea","results":1e300} """ },
        { "fewer results than a number holds", """ "event":"Products Searched","properties":{"query":"tea","results_count":-1e300} """ },
        { "a search that is cut in a character",
            $$""" "event":"Products Searched","properties":{"query":"{{new string('a', 199)}}😀😀"} """ },
        { "lines of more than money", """ "event":"Order Completed","properties":{"order_id":"A-1","revenue":1,"products":[{"sku":"S","quantity":999999999,"price":999999999},{"sku":"S","quantity":999999999,"price":999999999}]} """ },
        { "lines that come to more than money", $$""" "event":"Order Completed","properties":{"order_id":"A-2","revenue":99999999999999.9999,"products":[{{string.Join(',', Enumerable.Repeat("""{"sku":"S","quantity":90000,"price":999999999}""", 9))}}]} """ },
        { "a line with a long sku", $$""" "event":"Order Completed","properties":{"order_id":"A-3","revenue":1,"products":[{"sku":"{{Noise}}","quantity":1,"price":1}]} """ },
        { "a line below zero", """ "event":"Order Completed","properties":{"order_id":"A-4","revenue":1,"products":[{"sku":"S","quantity":-5,"price":-1e8},{"sku":"T","quantity":1,"price":-1}]} """ },
        { "measurements beyond numbers", """ "event":"web_vitals","properties":{"lcp":1e300,"inp":-1e300,"cls":1e-300,"ttfb":"x"} """ },
        { "an alias without an end", $$""" "type":"alias","previousId":"{{Noise}}" """ },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Project_WhatTheApiTakes_IsTakenIn(string what, string members)
    {
        var store = await TestStore.CreateAsync(postgres.Database);

        await FollowAsync(store, $$"""{"type":"track","messageId":"m1","anonymousId":"v","userId":"u",{{members}}}""");

        Assert.True(await IsFollowedAsync(store), $"The store's read models stopped at {what}.");
    }

    // Each is an amount; together they are more than the columns of one held.
    [Fact]
    public async Task Project_OrdersOfTheGreatestAmountOnOneDay_AreSummed()
    {
        var store = await TestStore.CreateAsync(postgres.Database);

        await FollowAsync(store, [.. Enumerable.Range(0, 5)
            .SelectMany(number => new[] { Order("Order Completed", number), Order("Order Refunded", number) })]);

        Assert.True(await IsFollowedAsync(store));
        Assert.Equal(499_999_999_999_995m,
            await postgres.Database.ScalarAsync<decimal>(
            "select trunc(sum(revenue)) from traffic_rollups where tenant_id = $1 and dimension = 'all' and grain = 'day'",
            store.TenantId));
    }

    private static string Order(string name, int number) => $$"""
        {"type":"track","event":"{{name}}","messageId":"{{name}}-{{number}}","userId":"u","properties":{"order_id":"A-{{number}}","revenue":99999999999999,"products":[{"sku":"S","quantity":1,"price":999999999}]} }
        """;

    private async Task FollowAsync(TestStore store, params string[] messages)
    {
        using var request = Parse(store, Batch(messages));
        Assert.Empty(request.Rejections);
        await WriteAsync(postgres.Database, request);
        await new Projector(postgres.Database, new RebuildReadModels(postgres.Database, TimeProvider.System), TimeProvider.System)
            .CatchUpAsync(store.TenantId, Cancel);
        await new EventOrderIntake(postgres.Database, TimeProvider.System).AdvanceAsync(store.TenantId, Cancel);
    }

    private async Task<bool> IsFollowedAsync(TestStore store) => await postgres.Database.ScalarAsync<bool>(
        "select count(*) > 0 and bool_and(projected_at is not null) and not exists (select from event_orders o where o.tenant_id = $1 "
            + "and not o.booked and not o.is_bot) from event_batches where tenant_id = $1", store.TenantId);
}
