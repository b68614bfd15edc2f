using System.Text;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Live.Counting;
using Xunit;

namespace Portal.Infrastructure.Tests.Live.Counting;

public sealed class DayProductsTests
{
    private readonly DayProducts _products = new(max: 10);

    [Fact]
    public void ByViews_ManyProducts_ListsTheSixMostSeen()
    {
        for (var number = 1; number <= 9; number++)
        {
            for (var view = 0; view < number; view++)
            {
                View($$"""{"product_id":"P{{number}}"}""");
            }
        }

        Assert.Equal(["P9", "P8", "P7", "P6", "P5", "P4"], _products.ByViews().Select(p => p.Id));
    }

    [Fact]
    public void View_NameChanged_IsCalledByTheLatest()
    {
        View("""{"product_id":"P1","name":"New"}""", at: 2);
        View("""{"product_id":"P1","name":"Old"}""", at: 1);
        View("""{"product_id":"P1"}""", at: 3);

        Assert.Equal([new ProductCount("P1", "New", 3, 0)], _products.ByViews());
    }

    [Theory]
    [InlineData("""{"name":"Gayo","sku":"S","product_id":"P"}""", "P")]
    [InlineData("""{"name":"Gayo","sku":"S"}""", "S")]
    [InlineData("""{"name":"Gayo","product_id":null}""", "Gayo")]
    [InlineData("""{"product_id":17}""", "17")]
    [InlineData("""{"product_id":"Caf\u00e9"}""", "Café")]
    public void View_ProductNamedInOneWayOrAnother_GoesByTheFirstOfThem(string properties, string id)
    {
        View(properties);

        Assert.Equal(id, Assert.Single(_products.ByViews()).Id);
    }

    [Theory]
    [InlineData("""{"price":5}""")]
    [InlineData("""{"product_id":"","sku":"S"}""")]
    [InlineData("""{"product_id":{"id":1}}""")]
    public void View_ProductThatNothingNames_IsNotCounted(string properties)
    {
        View(properties);

        Assert.Empty(_products.ByViews());
    }

    [Fact]
    public void Sweep_TooManyProducts_KeepsTheMostSeen()
    {
        for (var number = 0; number < 21; number++)
        {
            View($$"""{"product_id":"P{{number}}"}""");
        }

        View("""{"product_id":"P20"}""");
        _products.Sweep();

        Assert.Equal("P20", _products.ByViews()[0].Id);
        Assert.Equal(10, _products.Kept);
    }

    private void View(string properties, long at = 1)
    {
        var facts = ProductFacts.OfEvent(Encoding.UTF8.GetBytes(properties));
        if (!facts.Id.IsEmpty)
        {
            _products.View(_products.Meet(facts, at));
        }
    }
}
