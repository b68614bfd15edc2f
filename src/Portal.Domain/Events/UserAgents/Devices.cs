using System.Buffers;

namespace Portal.Domain.Events.UserAgents;

/// <summary>Device classes by operating system and by the words that makers of browsers put in for them.</summary>
internal static class Devices
{
    private static readonly SearchValues<string> Televisions = SearchValues.Create(
        ["SmartTV", "SMART-TV", "Smart-TV", "Smart TV", "GoogleTV", "Google TV", "Android TV", "AppleTV", "Apple TV", "HbbTV", "BRAVIA",
            "CrKey", "Roku", "NetCast", "Web0S", "tvOS", "; AFT", "TV Safari"],
        StringComparison.Ordinal);

    private static readonly SearchValues<string> Tablets = SearchValues.Create(["iPad", "Tablet", "tablet", "Kindle", "; KF", "PlayBook"],
        StringComparison.Ordinal);

    private static readonly SearchValues<string> Phones = SearchValues.Create(["Mobile", "Dalvik/", "Opera Mini", "CFNetwork/"],
        StringComparison.Ordinal);

    public static string Find(ReadOnlySpan<char> text, string? os)
    {
        if (os is "PlayStation" or "Xbox" or "Nintendo")
        {
            return DeviceClass.Console;
        }

        if (text.ContainsAny(Televisions))
        {
            return DeviceClass.Tv;
        }

        // "Tablet PC" is how old Windows told of a pen, not of a tablet.
        if (text.ContainsAny(Tablets) && os != "Windows")
        {
            return DeviceClass.Tablet;
        }

        return os switch
        {
            "iOS" or "Windows Phone" or "KaiOS" or "BlackBerry" => DeviceClass.Mobile,
            "Android" or "HarmonyOS" or "Tizen" => text.ContainsAny(Phones) ? DeviceClass.Mobile : DeviceClass.Tablet,
            "Windows" or "macOS" or "ChromeOS" or "Linux" or "FreeBSD" => DeviceClass.Desktop,
            _ => text.ContainsAny(Phones) ? DeviceClass.Mobile : DeviceClass.Other,
        };
    }
}
