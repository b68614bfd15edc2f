using Portal.Components;
using Portal.Features.Styleguide;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDesignSystem();
var app = builder.Build();
app.Use((context, next) =>
{
    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
    return next();
});
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
if (app.Environment.IsDevelopment())
    app.MapStyleguide();
app.Run();
