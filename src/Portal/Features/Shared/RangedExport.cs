using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics;

namespace Portal.Features.Shared;

/// <summary>Files of some days.</summary>
internal static class RangedExport
{
    /// <summary>The parameter that names a dimension.</summary>
    public const string By = "by";

    /// <summary>The days that the address names, as the page reads them.</summary>
    public static AnalyticsRange Range(this ExportCall call) =>
        RangeParameters.Read(call.Text(RangeParameters.From), call.Text(RangeParameters.To), call.Text(RangeParameters.Bots),
            call.Store.TimeZone, call.Now);

    /// <summary>The name of a file with the store and the days.</summary>
    public static string Named(this ExportCall call, string name, AnalyticsRange range) =>
        $"{name}-{call.Store.Slug}-{range.From:yyyy-MM-dd}-{range.To:yyyy-MM-dd}";
}
