using System.ComponentModel;
using Microsoft.AspNetCore.Http.Features;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Features.Api;
using Portal.Features.Shared.Access;
using Portal.Hosting.Failures;
using Portal.Hosting.Rates;
using Portal.Hosting.Requests;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Workloads;
using Portal.Infrastructure.Exports;
using Portal.Infrastructure.Imports;
using Portal.Infrastructure.Shared.Spooling;

namespace Portal.Features.Imports;

/// <summary>Imports for programs: the same machinery as the page.</summary>
public static class ImportEndpoints
{
    private const long AroundTheFile = 1024 * 1024;
    private const int Listed = 100;

    public static void MapImportEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapStoreApi("/api/v1", "Imports", ApiScopes.ImportsWrite);
        group.MapPost("/imports", TakeAsync).WithName("createImport")
            .WithSummary("Hand in a file of orders, customers, products or anything else that can be imported")
            .WithDescription("""
                A multipart form with the parts kind (order_lines, orders, customers, products, variants, prices, inventory, purchase_orders, reviews, refunds, returns,
                shipments, campaigns, ad_spend, seasons or exchange_rates), file (CSV in UTF-8, UTF-16 or Windows-1252, gzip
                  or not, with a header), and optionally mapping (a JSON object from
                columns to fields, else guessed or as the store last had it), options (a JSON object with refundPrefix, decimal, dateFormat, delimiter, taxIncluded,
                createProducts, and nonProducts: a list of codes that are no products, such as POST or gift_*) and dryRun. Importing the same again changes nothing.
                """)
            .Produces<ImportAnswer>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        group.MapGet("/imports", async (ApiCall call, ImportQueries imports, CancellationToken cancellationToken) =>
                Results.Ok((await imports.LatestAsync(call.Store.TenantId, Listed, cancellationToken)).Select(ImportAnswer.Of)))
            .WithName("listImports").WithSummary("The latest imports").Produces<IEnumerable<ImportAnswer>>();
        group.MapGet("/imports/{id}", async ([Description("The import’s id.")] Guid id, ApiCall call, ImportQueries imports,
            CancellationToken cancellationToken) =>
                await imports.FindAsync(call.Store.TenantId, id, cancellationToken) is { } import ? Results.Ok(ImportAnswer.Of(import))
                    : Unknown())
            .WithName("getImport").WithSummary("How far an import is, and what became of its rows").Produces<ImportAnswer>()
                .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/imports/{id}/cancel", async ([Description("The import’s id.")] Guid id, ApiCall call, ImportQueries imports,
            StartImport start, CancellationToken cancellationToken) =>
            {
                await start.CancelAsync(call.Store.TenantId, id, cancellationToken);
                return await imports.FindAsync(call.Store.TenantId, id, cancellationToken) is { } import
                    ? Results.Ok(ImportAnswer.Of(import)) : Unknown();
            })
            .WithName("cancelImport").WithSummary("Call an import off; what is merged already stays").Produces<ImportAnswer>()
                .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/imports/{id}/rejected.csv",
            async ([Description("The import’s id.")] Guid id, ApiCall call, ImportQueries imports, CancellationToken cancellationToken) =>
                await imports.FindAsync(call.Store.TenantId, id, cancellationToken) is { } import
                    ? RejectedRowsFile.Of(call.Store.TenantId, import, ExportFormat.Csv, imports, cancellationToken) : Unknown())
            .WithName("getRejectedRows").WithSummary("The rows that were not taken, with their line and the reason, as CSV")
                .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status404NotFound).WithWorkload(Workload.Export).LimitRate(RatePolicy.Export);
    }

    /// <summary>The page's files: the list itself, files to begin with, and rejected rows.</summary>
    public static void MapImportFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapExport<ImportQueries>("/settings/imports", ImportPolicies.CanManage, (call, imports) => TableExport.File(
            call.Request, $"imports-{call.Store.Slug}", ImportColumns.For(call.Store), TableQuery.First, (query, token) =>
                imports.ListAsync(call.Store.TenantId, query, token)));
        routes.MapGet("/s/{store}/settings/imports/samples/{kind}.csv", (string kind) => ImportKinds.Find(kind) is { } found
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(ImportSample.Of(found)), "text/csv; charset=utf-8", $"{kind}-sample.csv")
            : Results.NotFound()).RequireAuthorization(ImportPolicies.CanManage).LimitRate(RatePolicy.Export);
        routes.MapExport<ImportQueries>("/settings/imports/{importId:guid}/rejected", ImportPolicies.CanManage, async (call, imports) =>
        {
            var import = await imports.FindAsync(call.Store.TenantId, Guid.Parse(call.Request.RouteValues["importId"]!.ToString()!),
                call.Cancel);
            return RejectedRowsFile.Of(call.Store.TenantId, import,
                ExportFormats.Find(call.Request.RouteValues[ExportRoutes.Format]?.ToString())!.Value, imports, call.Cancel);
        });
    }

    private static async Task<IResult> TakeAsync(
        HttpContext context, ApiCall call, PortalDatabase database, ImportQueries imports, UploadLimits limits, Spools spools,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (ImportForm.Boundary(context.Request) is not { } boundary)
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type",
                "Send a multipart/form-data request with the parts kind and file.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = ImportUpload.LargestFile + AroundTheFile;

        var store = call.Store;
        var admission = await limits.EnterAsync(store.TenantId, context.Request.ContentLength ?? 0, cancellationToken);
        if (admission is not UploadAdmission.Admitted admitted)
            return UploadRefusal.Answer(context, admission);

        // The client is waited for without a connection to the database.
        using var entered = admitted;
        await using var spool = spools.Create();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limits.MaxTime);
        ImportForm form;
        try
        {
            form = await ImportForm.ReadAsync(context.Request, boundary, spool, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Problems.Of(StatusCodes.Status408RequestTimeout, Problems.RequestTimeout,
                $"A file has at most {limits.MaxTime.TotalMinutes:0} minutes to arrive.");
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problems.Of(exception.StatusCode, Problems.TooLarge, $"A file has at most {ImportUpload.LargestFile / 1024 / 1024} MB.");
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, Problems.Malformed, "The multipart form cannot be read.");
        }

        if (!form.Errors.None)
            return Problems.Fields(form.Errors);
        await using var upload = await ImportUpload.BeginAsync(database, store.TenantId, cancellationToken);
        await upload.AddAsync(spool.OpenRead(), cancellationToken);
        return await QueueAsync(form, upload, store, imports, time.GetUtcNow(), cancellationToken);
    }

    private static async Task<IResult> QueueAsync(
        ImportForm form, ImportUpload upload, CurrentStore store, ImportQueries imports, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        ImportPreview? preview = null;
        try
        {
            preview = await upload.PreviewAsync(form.Settings, imports.Limits, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            form.Errors.Add("file", $"The file cannot be read: {exception.Message}");
        }

        form.Errors.Require(preview is not null || !form.Errors.None, "file", "The file is empty.");
        if (preview is null)
            return Problems.Fields(form.Errors);

        var mapping = form.Mapping ?? await imports.MappingAsync(store.TenantId, form.Kind!, preview.Headers, cancellationToken);
        var problem = ImportForm.MappingProblem(mapping, form.Kind!, preview.Headers);
        form.Errors.Require(problem is null, "mapping", problem ?? "");
        if (!form.Errors.None)
            return Problems.Fields(form.Errors);

        await upload.FinishAsync(new(form.Kind!, form.FileName!, mapping, form.Settings, form.IsDryRun, "API", IsReady: true), preview, now,
            cancellationToken);
        return Results.Accepted(PortalUrls.ApiImport(upload.Id),
            ImportAnswer.Of((await imports.FindAsync(store.TenantId, upload.Id, cancellationToken))!));
    }

    private static IResult Unknown() => Problems.Of(StatusCodes.Status404NotFound, Problems.NotFound, "The store has no such import.");
}
