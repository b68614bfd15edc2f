using Portal.Domain.Analytics.Speed;
using Portal.Domain.Events.UserAgents;

namespace Portal.Features.Analytics.Speed;

/// <summary>What an address asks of page speed besides its days. What makes no sense is ignored.</summary>
internal static class SpeedParameters
{
    public const string DeviceName = "device";
    public const string MetricName = "metric";

    /// <summary>Devices to choose from.</summary>
    public static readonly string[] Devices = [DeviceClass.Desktop, DeviceClass.Mobile, DeviceClass.Tablet];

    /// <summary>Null means every device.</summary>
    public static string? Device(string? text) => Devices.Contains(text) ? text : null;

    /// <summary>The measurement that the chart shows.</summary>
    public static WebVital Metric(string? text) => WebVital.Find(text) ?? WebVital.LargestPaint;
}
