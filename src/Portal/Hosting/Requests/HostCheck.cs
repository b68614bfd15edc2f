using Portal.Hosting.Failures;

namespace Portal.Hosting.Requests;

/// <summary>Refuses requests for hosts that are not the portal's, before anything is built from the name.</summary>
internal sealed class HostCheck(RequestDelegate next, TrustedHosts hosts)
{
    public Task InvokeAsync(HttpContext context) => hosts.Trusts(context)
        ? next(context)
        : Problems.Of(
            StatusCodes.Status400BadRequest, "unknown_host",
            "The portal is not reached under this host name. Its administrators set the names: Portal:PublicAddress and Portal:EventHosts.")
                .ExecuteAsync(context);
}
