using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Infrastructure.Shared.Addresses;

namespace Portal.Features.Api;

/// <summary>The stores' API for people who write programs, drawn from the same document that programs read.</summary>
public sealed partial class ApiReferencePage(
    [FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider documents, PortalAddress portal, NavigationManager address)
{
    private OpenApiDocument _document = new() { Info = new() };
    private IReadOnlyList<IGrouping<string, ApiReferenceOperation>> _groups = [];

    private string Example =>
        $"curl -H 'Authorization: Bearer at_…' {portal.For(new(address.BaseUri)).GetLeftPart(UriPartial.Authority)}/api/v1/store";

    protected override async Task OnInitializedAsync()
    {
        _document = await documents.GetOpenApiDocumentAsync();
        _groups = [.. ApiReferenceOperation.Of(_document).GroupBy(operation => operation.Tag)];
    }
}
