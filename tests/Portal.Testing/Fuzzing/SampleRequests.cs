using System.Text;

namespace Portal.Testing.Fuzzing;

/// <summary>Valid requests of the event API, of every kind that something is made of.</summary>
public static class SampleRequests
{
    /// <summary>A batch of each.</summary>
    public static IReadOnlyList<string> Batches { get; } =
    [
        """
        {"writeKey":"wk_1","sentAt":"2026-11-30T10:00:00Z","context":{"ip":"203.0.113.7","library":{"name":"tracker.js","version":"1"},"userAgent":"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1","timezone":"Asia/Jakarta","locale":"id"},
         "batch":[
          {"type":"page","messageId":"m1","anonymousId":"a1","timestamp":"2026-11-30T09:59:58Z","properties":{"url":"https://shop.example/tea?utm_source=news&utm_medium=cpc&utm_campaign=shop&gclid=1","path":"/tea","title":"Tea","referrer":"https://www.google.com/"}},
          {"type":"track","event":"Product Viewed","messageId":"m2","anonymousId":"a1","properties":{"product_id":"p-1","sku":"S-1","name":"Tea","price":12.5,"quantity":1}},
          {"type":"track","event":"Products Searched","messageId":"m3","anonymousId":"a1","properties":{"query":"green tea","results":7}},
          {"type":"track","event":"web_vitals","messageId":"m4","anonymousId":"a1","context":{"page":{"path":"/tea"}},"properties":{"lcp":2500,"inp":90,"cls":0.05,"ttfb":300,"fcp":900}}]}
        """,
        """
        {"batch":[
          {"type":"track","event":"Order Completed","messageId":"o1","anonymousId":"a1","userId":"u-1","timestamp":"2026-11-30T09:59:58.123+07:00","properties":{"order_id":"A-1","revenue":99.95,"currency":"EUR","products":[{"product_id":"p-1","sku":"S-1","name":"Tea","price":12.5,"quantity":2},{"sku":"S-2","price":74.95}]}},
          {"type":"track","event":"Order Refunded","messageId":"o2","userId":"u-1","properties":{"order_id":"A-1","total":"10.00","currency":"EUR"}},
          {"type":"identify","messageId":"i1","anonymousId":"a1","userId":"u-1","traits":{"email":"ani@example.com","name":"Ani","address":{"city":"Bandung","country":"ID"}}},
          {"type":"alias","messageId":"l1","userId":"u-2","previousId":"a1"},
          {"type":"group","messageId":"g1","userId":"u-1","groupId":"g","traits":{"name":"Team"}},
          {"type":"screen","messageId":"s1","anonymousId":"a2","name":"Home","properties":{"path":"home"}},
          {"type":"track","event":"add_to_cart","messageId":"c1","anonymousId":"a2","context":{"campaign":{"source":"x","medium":"email","name":"raya"},"location":{"country":"ID","region":"West Java","city":"Bandung"},"page":{"url":"https://shop.example/","referrer":"https://t.co/"}},"properties":{"product_id":3,"price":"1"}}]}
        """,
    ];

    public static IReadOnlyList<byte[]> Bytes { get; } = [.. Batches.Select(Encoding.UTF8.GetBytes)];
}
