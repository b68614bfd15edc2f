using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Portal.Hosting.Rates;

namespace Portal.Features.Events;

/// <summary>Serves the tracker under the short addresses that stand in shops' pages, for as long as they stand there.</summary>
public static class TrackerEndpoints
{
    /// <summary>
    /// Maps <c>/t.js</c>, <c>/tracker.js</c> and <c>/vitals.js</c>, which the tracker loads where page speed is measured.
    /// </summary>
    public static IEndpointRouteBuilder MapTrackerEndpoints(this IEndpointRouteBuilder routes)
    {
        var files = routes.ServiceProvider.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider;
        foreach (var (file, paths) in (IEnumerable<(string, string[])>)[("tracker.js", ["/t.js", "/tracker.js"]),
            ("vitals.js", ["/vitals.js"])])
        {
            var script = new Lazy<(byte[] Plain, byte[] Packed, EntityTagHeaderValue Tag)>(() => Load(files.GetFileInfo("dist/" + file)));
            foreach (var path in paths)
            {
                routes.MapGet(path, (HttpContext context) => Serve(context, script.Value)).AllowAnonymous().LimitRate(RatePolicy.Open);
            }
        }

        return routes;
    }

    private static IResult Serve(HttpContext context, (byte[] Plain, byte[] Packed, EntityTagHeaderValue Tag) script)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=3600, stale-while-revalidate=86400";
        headers.AccessControlAllowOrigin = "*";
        headers.Vary = "Accept-Encoding";
        var isPacked = context.Request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "gzip" && e.Quality != 0);
        if (isPacked)
        {
            headers.ContentEncoding = "gzip";
        }

        return Results.Bytes(isPacked ? script.Packed : script.Plain, "text/javascript; charset=utf-8", entityTag: script.Tag);
    }

    private static (byte[] Plain, byte[] Packed, EntityTagHeaderValue Tag) Load(Microsoft.Extensions.FileProviders.IFileInfo file)
    {
        using var source = file.CreateReadStream();
        using var plain = new MemoryStream();
        source.CopyTo(plain);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(plain.ToArray());
        }

        var tag = Convert.ToHexStringLower(SHA256.HashData(plain.ToArray()).AsSpan(0, 8));
        return (plain.ToArray(), packed.ToArray(), new($"\"{tag}\""));
    }
}
