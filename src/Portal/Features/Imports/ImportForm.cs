using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Portal.Domain.Imports;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Imports;
using Portal.Infrastructure.Shared.Spooling;

namespace Portal.Features.Imports;

/// <summary>
/// The parts of an import's request, read as they come: the file goes to a spool, so that nothing else waits for the client.
/// </summary>
internal sealed class ImportForm
{
    private const int LongestText = 64 * 1024;
    private const int LongestBoundary = 200;
    private const int MaxParts = 20;

    public FieldErrors Errors { get; } = new();

    public ImportKind? Kind { get; private set; }

    public string? FileName { get; private set; }

    public IReadOnlyDictionary<string, string>? Mapping { get; private set; }

    public ImportSettings Settings { get; private set; } = new();

    public bool IsDryRun { get; private set; }

    /// <summary>Where the parts begin and end; null when the request is no multipart form.</summary>
    public static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= LongestBoundary } boundary ? boundary : null;

    public static async Task<ImportForm> ReadAsync(HttpRequest request, string boundary, Spool file, CancellationToken cancellationToken)
    {
        var form = new ImportForm();
        var reader = new MultipartReader(boundary, request.Body);
        for (var count = 1; await reader.ReadNextSectionAsync(cancellationToken) is { } section; count++)
        {
            if (count > MaxParts)
                throw new InvalidDataException($"The form has more than {MaxParts} parts.");
            if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part))
                await form.TakeAsync(HeaderUtilities.RemoveQuotes(part.Name).Value ?? "", part, section, file, cancellationToken);
        }

        file.Complete();
        form.Errors.Require(form.Kind is not null || form.Errors.Messages.ContainsKey("kind"), "kind", KindProblem);
        form.Errors.Require(form.FileName is not null || form.Errors.Messages.ContainsKey("file"), "file",
            "Send the file as the part “file”.");
        return form;
    }

    private static string KindProblem => $"Send one of {string.Join(", ", ImportKinds.All.Select(kind => kind.Name))}.";

    private async Task TakeAsync(string name, ContentDispositionHeaderValue part, MultipartSection section, Spool file,
        CancellationToken cancellationToken)
    {
        if (name == "file")
        {
            Errors.Require(FileName is null, "file", "Send one file.");
            if (FileName is not null)
                return;
            FileName = SafeFileName.Of(HeaderUtilities.RemoveQuotes(part.FileName).Value, "file.csv");
            Errors.Require(
                await file.FillAsync(section.Body, ImportUpload.LargestFile, cancellationToken),
                "file", $"The file is larger than {ImportUpload.LargestFile / 1024 / 1024} MB.");
            return;
        }

        var text = await TextAsync(section, cancellationToken);
        switch (name)
        {
            case "kind":
                Kind = ImportKinds.Find(text);
                Errors.Require(Kind is not null, "kind", KindProblem);
                break;
            case "mapping":
                ReadMapping(text);
                break;
            case "options":
                (var settings, var problem) = ImportSettings.Parse(text);
                Settings = settings ?? new();
                Errors.Require(problem is null, "options", problem ?? "");
                break;
            case "dryRun":
                IsDryRun = text is "true" or "1";
                Errors.Require(text is "true" or "1" or "false" or "0", "dryRun", "Send true or false.");
                break;
            default:
                Errors.Add(name.Length == 0 ? "form" : name, "There is no such part. Known are kind, file, mapping, options and dryRun.");
                break;
        }
    }

    private void ReadMapping(string text)
    {
        try
        {
            Mapping = JsonSerializer.Deserialize<Dictionary<string, string?>>(text)?.Where(pair => !string.IsNullOrEmpty(pair.Value))
                .ToDictionary(pair => pair.Key, pair => pair.Value!);
        }
        catch (JsonException)
        {
            Errors.Add("mapping", "Send a JSON object from the file’s columns to fields, such as {\"InvoiceNo\": \"orderId\"}.");
        }
    }

    /// <summary>What is wrong with the mapping of a kind; null when nothing is.</summary>
    public static string? MappingProblem(IReadOnlyDictionary<string, string> mapping, ImportKind kind, IReadOnlyList<string> headers) =>
        ColumnMapping.Check(mapping, headers, kind.Fields);

    private static async Task<string> TextAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestText];
        var length = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length).Trim();
    }
}
