using System.Text;
using Portal.Domain.Events;
using Xunit;

namespace Portal.Domain.Tests.Events;

public sealed class EventNameTests
{
    [Theory]
    [InlineData("Product List Viewed", "product_list_viewed")]
    [InlineData("Products Searched", "products_searched")]
    [InlineData("Product Viewed", "product_viewed")]
    [InlineData("Checkout Step Completed", "checkout_step_completed")]
    [InlineData("Payment Info Entered", "payment_info_entered")]
    [InlineData("Order Completed", "order_completed")]
    [InlineData("Order Refunded", "order_refunded")]
    [InlineData("Email Link Clicked", "email_link_clicked")]
    [InlineData("Unsubscribed", "unsubscribed")]
    public void Normalize_SegmentName_IsSnakeCase(string name, string expected) => Assert.Equal(expected, EventName.Normalize(name));

    [Theory]
    [InlineData("view_item", "product_viewed")]
    [InlineData("view_item_list", "product_list_viewed")]
    [InlineData("search", "products_searched")]
    [InlineData("add_to_cart", "product_added")]
    [InlineData("remove_from_cart", "product_removed")]
    [InlineData("view_cart", "cart_viewed")]
    [InlineData("begin_checkout", "checkout_started")]
    [InlineData("add_payment_info", "payment_info_entered")]
    [InlineData("purchase", "order_completed")]
    [InlineData("refund", "order_refunded")]
    [InlineData("Add To Cart", "product_added")]
    public void Normalize_GoogleAnalyticsName_IsTheCommerceOne(string name, string expected) =>
        Assert.Equal(expected, EventName.Normalize(name));

    [Theory]
    [InlineData("productViewed", "product_viewed")]
    [InlineData("ProductViewed", "product_viewed")]
    [InlineData("product-viewed", "product_viewed")]
    [InlineData("PRODUCT VIEWED", "product_viewed")]
    [InlineData("  Product   Viewed! ", "product_viewed")]
    [InlineData("__product__viewed__", "product_viewed")]
    [InlineData("step2Done", "step2_done")]
    [InlineData("Größe gewählt", "größe_gewählt")]
    [InlineData("ÄnderungGespeichert", "änderung_gespeichert")]
    [InlineData("商品を見た", "商品を見た")]
    public void Normalize_OtherSpellings_AreOneName(string name, string expected) => Assert.Equal(expected, EventName.Normalize(name));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("-_-!")]
    public void Normalize_NeitherLetterNorDigit_IsEmpty(string name) => Assert.Equal("", EventName.Normalize(name));

    [Fact]
    public void Normalize_ItsOwnResult_DoesNotChange()
    {
        foreach (var name in (string[])["Order Completed", "purchase", "Größe gewählt", "a1B2", "🛒 Cart Viewed"])
        {
            var once = EventName.Normalize(name);

            Assert.Equal(once, EventName.Normalize(once));
        }
    }

    [Theory]
    [InlineData("order_completed", true)]
    [InlineData("order_refunded", true)]
    [InlineData("order_updated", true)]
    [InlineData("order_cancelled", true)]
    [InlineData("order_viewed", false)]
    [InlineData("product_viewed", false)]
    public void CarriesRevenue_OrderEventsOnly(string name, bool expected) =>
        Assert.Equal(expected, EventName.CarriesRevenue(Encoding.UTF8.GetBytes(name)));
}
