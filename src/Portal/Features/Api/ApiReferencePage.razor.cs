using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Portal.Features.Api;

/// <summary>The stores' API for people who write programs, drawn from the same document that programs read.</summary>
public sealed partial class ApiReferencePage(
    [FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider documents, NavigationManager address)
{
    private OpenApiDocument _document = new() { Info = new() };
    private IReadOnlyList<IGrouping<string, ApiReferenceOperation>> _groups = [];

    private string Example => $"curl -H 'Authorization: Bearer at_…' {address.BaseUri.TrimEnd('/')}/api/v1/store";

    protected override async Task OnInitializedAsync()
    {
        _document = await documents.GetOpenApiDocumentAsync();
        _groups = [.. ApiReferenceOperation.Of(_document).GroupBy(operation => operation.Tag)];
    }
}
