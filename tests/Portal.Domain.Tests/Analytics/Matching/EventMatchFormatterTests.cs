using Portal.Domain.Analytics.Matching;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Matching;

public sealed class EventMatchFormatterTests
{
    [Fact]
    public void Write_EveryFieldAndOperator_IsOneLine() => Assert.Equal(
        "product_viewed;path^=/shoes;prop.price>=100;prop.brand~acme;channel=email;country=DE;device=mobile",
        EventMatchFormatter.Write(new(
            "product_viewed",
            new(FilterField.Path, null, FilterOperator.StartsWith, "/shoes"),
            new(FilterField.Property, "price", FilterOperator.AtLeast, "100"),
            new(FilterField.Property, "brand", FilterOperator.Contains, "acme"),
            new(FilterField.Channel, null, FilterOperator.Is, "email"),
            new(FilterField.Country, null, FilterOperator.Is, "DE"),
            new(FilterField.Device, null, FilterOperator.Is, "mobile"))));

    [Theory]
    [InlineData("page_viewed")]
    [InlineData("page_viewed;path=/a\\=b\\;c")]
    [InlineData("order_completed;prop.total<5;prop.total>2;prop.a\\~b<=1")]
    [InlineData("product_viewed;prop.name=")]
    public void TryRead_WhatWasWritten_IsTheSame(string text)
    {
        Assert.True(EventMatchFormatter.TryRead(text, out var match));
        Assert.Equal(text, EventMatchFormatter.Write(match));
    }

    [Fact]
    public void TryRead_EscapedCharacters_BelongToTheValue()
    {
        Assert.True(EventMatchFormatter.TryRead(@"page_viewed;path=/a\;b\\c", out var match));
        Assert.Equal(@"/a;b\c", match.Filters.Single().Value);
    }

    [Theory]
    [InlineData("page_viewed;")]
    [InlineData("page_viewed;path")]
    [InlineData("page_viewed;place=DE")]
    [InlineData("page_viewed;path=/a;")]
    public void TryRead_NoFilterWhereOneIsPromised_Fails(string text) => Assert.False(EventMatchFormatter.TryRead(text, out _));

    [Fact]
    public void TryRead_RandomMatches_AreReadAsTheyWereWritten()
    {
        var random = new Random(11);
        const string Letters = "ab;=~^<>\\ /é";
        for (var turn = 0; turn < 2000; turn++)
        {
            EventFilter[] filters = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Filter())];
            var match = new EventMatch(Text(), filters);

            Assert.True(EventMatchFormatter.TryRead(EventMatchFormatter.Write(match), out var read));
            Assert.Equal(match.Name, read.Name);
            Assert.Equal(match.Filters, read.Filters);
        }

        string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => Letters[random.Next(Letters.Length)]));

        EventFilter Filter()
        {
            var field = random.Next(2) == 0 ? FilterField.Property : FilterField.Path;
            return new(field, field == FilterField.Property ? Text() : null, EventFilter.OperatorsOf(field)[random.Next(3)], Text());
        }
    }
}
