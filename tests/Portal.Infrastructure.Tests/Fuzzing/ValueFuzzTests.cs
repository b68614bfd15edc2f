using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Matching;
using Portal.Domain.Analytics.Privacy;
using Portal.Domain.Analytics.Schema;
using Portal.Domain.Analytics.Speed;
using Portal.Domain.Events;
using Portal.Domain.Events.Channels;
using Portal.Domain.Imports;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.Events.Enrichment;
using Portal.Infrastructure.ExchangeRates;
using Portal.Infrastructure.Imports;
using Portal.Testing.Fuzzing;
using Xunit;

namespace Portal.Infrastructure.Tests.Fuzzing;

/// <summary>
/// Readers of single values: dates, numbers, user agents, addresses, definitions in query parameters. None throws, whatever the text.
/// </summary>
public sealed class ValueFuzzTests
{
    private static readonly FuzzBudget Budget = new(400_000, 400, TimeSpan.FromSeconds(1));

    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.5.0", "analytics-node/2.0",
    ];

    private static readonly string[] Definitions =
    [
        "product_viewed;path^=/shoes;prop.price>=100", "products_searched;prop.query~shoe",
            "order_completed;channel=paid_search;country=ID;device=mobile", "7d", "products[].price", "address.city",
    ];

    [Fact]
    public async Task Dates_AnyText_AreReadOrNot()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones();
        await Fuzz.RunAsync(random =>
        {
            var texts = Enumerable.Range(0, 1 + random.Below(20)).Select(_ => Value(random, ExtremeValues.Instants)).ToList();
            Check(texts, () =>
            {
                var style = DateStyle.Guess(texts, random.OneIn(8) ? Value(random, ["d/M/yyyy", "yyyy"]) : null, random.Pick(zones));
                foreach (var text in texts)
                {
                    // What is read can be kept: PostgreSQL holds these years, and so does every zone of a store.
                    if (style.Read(text) is { } instant)
                        Assert.Equal(TimeSpan.Zero, instant.Offset);
                    _ = style.ReadDay(text);
                    if (DayRange.Parse(text, texts[0]) is { } range)
                        Assert.Equal((range.Days, range.Days),
                            (range.Before.Days, range.ByMonths().Sum(part => part.Sign * part.Days.Days)));
                }
            });
        });
    }

    [Fact]
    public async Task Numbers_AnyText_AreReadOrNot() => await Fuzz.RunAsync(random =>
    {
        var texts = Enumerable.Range(0, 1 + random.Below(20)).Select(_ => Value(random, ExtremeValues.Numbers)).ToList();
        Check(texts, () =>
        {
            var style = NumberStyle.Guess(texts);
            texts.ForEach(text => _ = style.Read(text));
        });
    });

    [Fact]
    public async Task Agents_AnyText_AreUnderstood()
    {
        var known = new UserAgentCache();
        await Fuzz.RunAsync(random =>
        {
            var text = Value(random, Agents);
            Check([text], () => Assert.NotNull(known.Find(Encoding.UTF8.GetBytes(text)).Fields));
        });
    }

    [Fact]
    public async Task Touches_AnyAddress_AreUnderstood() => await Fuzz.RunAsync(random =>
    {
        string[] texts = [Value(random, ExtremeValues.Urls), Value(random, ExtremeValues.Urls), Value(random, ExtremeValues.Texts),
            Value(random, ["cpc", "email", "shopping"])];
        Check(texts, () =>
        {
            var parts = texts.Select(Encoding.UTF8.GetBytes).ToArray();
            var signs = new TouchSigns(parts[0], parts[1], "shop.example"u8);
            if (random.OneIn(2))
                signs.Name(parts[2], parts[3], parts[2]);
            _ = Touch.Of(signs);
            Assert.Equal(CopyOf(new AttributionCache(), signs), CopyOf(new AttributionCache(), signs));
        });
    });

    [Fact]
    public async Task Names_AnyText_AreNormalized() => await Fuzz.RunAsync(random =>
    {
        var text = Value(random, ["Product Viewed", "add_to_cart", "orderCompleted"]);
        Check([text], () => Assert.InRange(EventName.Normalize(text[..Math.Min(text.Length, EventLimits.NameLength)]).Length, 0,
            2 * EventLimits.NameLength));
    });

    [Fact]
    public async Task Definitions_InParameters_AreReadOrSaidToBeWrong() => await Fuzz.RunAsync(random =>
    {
        var texts = Enumerable.Range(0, 1 + random.Below(12)).Select(_ => Value(random, Definitions)).ToList();
        Check(texts, () =>
        {
            var errors = new FieldErrors();
            if (FunnelFormatter.Read(texts, texts[0].Length < 10 ? texts[0] : null, null, errors) is { } funnel)
                Assert.All(funnel.Steps.Zip(texts),
                    step => Assert.Equal(step.Second, EventMatchFormatter.Write(step.First), (left, right) =>
                    Same(left, right)));
            foreach (var text in texts)
            {
                if (EventMatchFormatter.TryRead(text, out var match))
                    _ = match.Problem();
                if (PropertyPath.Parse(text) is { } path)
                    Assert.NotEmpty(path.SqlJsonFilter);
                Assert.NotEmpty(PropertyPath.SqlJsonVariables(text));
                _ = WindowFormatter.Read(text);
                _ = ResourceCursor.Read(ResourceCatalogue.All[0], text);
                _ = ImportSettings.Parse(text);
                _ = PersonalData.MaskText(text);
                _ = SafeFileName.Of(text, "file");
            }
        });
    });

    [Fact]
    public async Task Views_InParameters_AreRead() => await Fuzz.RunAsync(random =>
    {
        var parameters = Enumerable.Range(0, random.Below(20))
            .Select(_ => (Name: random.Pick(TableView.Names), Value: random.OneIn(3) ? random.Pick(ExtremeValues.Numbers)
            : ExtremeValues.Any(random))).ToList();
        Check(parameters.ConvertAll(pair => pair.Value), () =>
        {
            var view = TableView.Read(parameters.ToLookup(pair => pair.Name, pair => pair.Value), TableQuery.First);
            Assert.InRange(view.Query.Offset, 0, int.MaxValue);
            _ = view.Write(TableQuery.First).ToList();
        });
    });

    [Fact]
    public async Task Settings_StrangeJson_IsReadOrSaidToBeWrong() => await Fuzz.RunAsync(random =>
    {
        var text = JsonMutator.Mutate(random, """{"refundPrefix":"C","decimal":".","dateFormat":"d/M/yyyy","delimiter":"tab","taxIncluded":true,"createProducts":false,"nonProducts":["POST","gift_*"]}""");
        Check([text], () =>
        {
            var (settings, problem) = ImportSettings.Parse(text);
            Assert.True(settings is null != problem is null);
            if (settings is not null)
                _ = JsonSerializer.Serialize(settings);
        });
    });

    [Fact]
    public async Task Vitals_StrangeJson_IsRead() => await Fuzz.RunAsync(random =>
    {
        var text = JsonMutator.Mutate(random, """{"lcp":2500,"inp":90,"cls":0.05,"ttfb":300,"fcp":900}""");
        if (IsStored(text))
            Check([text], () => _ = WebVitalReading.Of(text).ToList());
    });

    [Fact]
    public async Task Rates_BrokenDocument_IsReadOrRefused()
    {
        byte[][] samples = ["""<?xml version="1.0"?><gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube><Cube time="2026-11-27"><Cube currency="USD" rate="1.0557"/><Cube currency="IDR" rate="16754.9"/></Cube></Cube></gesmes:Envelope>"""u8.ToArray()];
        await Fuzz.RunAsync(random =>
        {
            var document = ByteMutator.Mutate(random, samples[0], samples);
            Budget.Check(document.Length * 4, () =>
            {
                try
                {
                    using var stream = new MemoryStream(document);
                    Assert.NotEmpty(EuroRatesXml.Read(stream));
                }
                catch (InvalidDataException)
                {
                    // as it says
                }
            });
        });
    }

    private static void Check(IReadOnlyList<string> texts, Action read) => Budget.Check(texts.Sum(text => text.Length) * 3, read);

    // Mostly a valid value with something changed, so that readers are not left at the first sign.
    private static string Value(FuzzRandom random, IReadOnlyList<string> valid) => random.Below(4) switch
    {
        0 => ExtremeValues.Any(random),
        1 => random.Pick(valid),
        _ => Encoding.UTF8.GetString(ByteMutator.Mutate(random, Encoding.UTF8.GetBytes(random.Pick(valid)),
            [.. valid.Select(Encoding.UTF8.GetBytes)])),
    };

    // A backslash may stand where it takes no meaning away.
    private static bool Same(string left, string right) =>
        EventMatchFormatter.TryRead(left, out var one) && EventMatchFormatter.TryRead(right, out var other)
            && EventMatchFormatter.Write(one) == EventMatchFormatter.Write(other);

    private static byte[] CopyOf(AttributionCache touches, in TouchSigns signs) => touches.Find(signs);

    private static bool IsStored(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && !json.Contains("\\u", StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
