using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Exports;

namespace Portal.Components.Shared.Tables;

/// <summary>The answer to a request for a file: the one place that names files and says what they are.</summary>
public static class ExportFile
{
    /// <param name="name">The file's name without its ending; whatever it is made of, the name is fit for a header and a disk.</param>
    /// <param name="write">Writes the content, which is kept until the client has taken it.</param>
    public static IResult Of(ExportFormat format, string name, Func<Stream, Task> write) =>
        new SpooledFile($"{SafeFileName.Of(name, "rows")}.{ExportFormats.Ending(format)}", ExportFormats.ContentType(format), write);
}
