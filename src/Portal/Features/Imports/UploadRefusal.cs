using System.Globalization;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Imports;

namespace Portal.Features.Imports;

/// <summary>What somebody is told whose file may not come now.</summary>
internal static class UploadRefusal
{
    private const int RetryAfter = 5;

    /// <summary>In words; null when it may come.</summary>
    public static string? Reason(UploadAdmission admission) => admission switch
    {
        UploadAdmission.StoreBusy(var max) => $"The store uploads {max} files already. Wait until one of them has arrived.",
        UploadAdmission.AllBusy => "Too many files are being uploaded. Try again in a moment.",
        UploadAdmission.Full(var files, var megabytes) => string.Create(
            CultureInfo.InvariantCulture,
            $"The store keeps as many files as it may: {files}, or {megabytes} MB. Import or cancel those that wait; files are deleted "
                + $"an hour after their import."),
        _ => null,
    };

    /// <summary>For programs.</summary>
    public static IResult Answer(HttpContext context, UploadAdmission admission)
    {
        var (status, code) = admission switch
        {
            UploadAdmission.StoreBusy => (StatusCodes.Status429TooManyRequests, Problems.StoreBusy),
            UploadAdmission.AllBusy => (StatusCodes.Status503ServiceUnavailable, Problems.ServerBusy),
            _ => (StatusCodes.Status409Conflict, "too_many_files"),
        };
        if (admission is not UploadAdmission.Full)
            context.Response.Headers.RetryAfter = RetryAfter.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(status, code, Reason(admission)!);
    }
}
