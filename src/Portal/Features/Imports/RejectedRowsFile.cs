using System.Globalization;
using System.Text;
using Portal.Domain.Tables;
using Portal.Infrastructure.Imports;

namespace Portal.Features.Imports;

/// <summary>The rows of a file that were not taken, as the file had them, behind their line and the reason.</summary>
internal static class RejectedRowsFile
{
    public static IResult Of(Guid tenantId, ImportStatus import, ImportQueries imports, CancellationToken cancellationToken) => Results.Stream(
        async target =>
        {
            await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            await writer.WriteAsync(CsvLine.Write(["line", "reason", .. import.Headers]));
            await foreach (var row in imports.RejectionsAsync(tenantId, import.Id, cancellationToken))
                await writer.WriteAsync(CsvLine.Write([row.Line.ToString(CultureInfo.InvariantCulture), row.Reason, .. row.Fields]));
        },
        "text/csv; charset=utf-8", $"{Path.GetFileNameWithoutExtension(import.FileName)}-rejected.csv");
}
