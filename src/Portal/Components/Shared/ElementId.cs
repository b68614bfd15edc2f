using System.Globalization;

namespace Portal.Components.Shared;

/// <summary>Element ids that tie labels, descriptions and controls together; unique in the process, so also on a page.</summary>
internal static class ElementId
{
    private static int _last;

    public static string Next(string prefix) =>
        prefix + "-" + Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
}
