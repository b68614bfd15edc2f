using Microsoft.Playwright;
using Portal.Testing.Events;

namespace Portal.EndToEnd.Pages;

/// <summary>A visitor's tab in a small shop that reports a view, a cart and an order, each at one click.</summary>
public sealed class ShopPage(IPage page, StaticShop shop)
{
    public const decimal Price = 24.5m;

    /// <summary>The shop's own page, with its own script, as its owner wrote it.</summary>
    public const string Body = """
        <p><a id="view" href="/products/sumatra">Sumatra coffee, 250 g</a></p>
        <p><button id="add">Add to the cart</button> <button id="buy">Buy</button> <output id="said"></output></p>
        <script>
          const product = { product_id: "sumatra", name: "Sumatra coffee", price: 24.5, quantity: 1, currency: "EUR" };
          const said = words => document.getElementById("said").textContent = words;
          if (location.pathname === "/products/sumatra") intellishop.track("Product Viewed", product);
          document.addEventListener("click", () => sessionStorage.clickedAt = Date.now(), true);
          document.getElementById("add").onclick = () => { intellishop.track("Product Added", product); said("In the cart"); };
          document.getElementById("buy").onclick = () => {
            const order = "o-" + (localStorage.orders = 1 + Number(localStorage.orders ?? 0));
            intellishop.track("Order Completed", { order_id: order, total: 24.5, revenue: 24.5, currency: "EUR", products: [product] });
            said("Thank you for order " + order);
          };
        </script>
        """;

    public IPage Page { get; } = page;

    /// <summary>Uncaught errors of the shop's page.</summary>
    public List<string> Errors { get; } = [];

    public static async Task<ShopPage> OpenAsync(IBrowserContext context, StaticShop shop)
    {
        var visit = new ShopPage(await context.NewPageAsync(), shop);
        visit.Page.PageError += (_, error) => visit.Errors.Add(error);
        await visit.GotoAsync("/");
        return visit;
    }

    public async Task GotoAsync(string path)
    {
        await Page.GotoAsync(shop.Origin + path);
        await LookAroundAsync();
    }

    public async Task ViewAsync()
    {
        await Page.ClickAsync("#view");
        await Page.WaitForURLAsync("**/products/sumatra", new() { WaitUntil = WaitUntilState.Commit });
        await Page.WaitForFunctionAsync("() => document.readyState === 'complete'");
        await LookAroundAsync();
    }

    public async Task AddAsync()
    {
        await Page.ClickAsync("#add");
        await Assertions.Expect(Page.Locator("#said")).ToHaveTextAsync("In the cart");
    }

    public async Task BuyAsync()
    {
        await Page.ClickAsync("#buy");
        await Assertions.Expect(Page.Locator("#said")).ToContainTextAsync("Thank you");
    }

    // Until the tracker has taken over from the snippet and knows the store's settings, which is when it counts the page:
    // what a page of a blink should report is nobody's loss. A variant is answered only then.
    private Task<IJSHandle> LookAroundAsync() =>
        Page.WaitForFunctionAsync("() => !intellishop.q && intellishop.variant('none').then(() => true)");

    /// <summary>The browser's clock, in ms, at the visitor's last click.</summary>
    public Task<double> ClickedAtAsync() => Page.EvaluateAsync<double>("() => Number(sessionStorage.clickedAt)");

    /// <summary>How long the open page took until its scripts had run, in ms.</summary>
    public Task<double> LoadTimeAsync() =>
        Page.EvaluateAsync<double>("() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd");
}
