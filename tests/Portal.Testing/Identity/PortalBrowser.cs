using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Portal.Testing.Identity;

/// <summary>A browser without scripts: keeps cookies, follows redirects on request, fills in and posts the forms of a page.</summary>
public sealed class PortalBrowser(HttpClient client, CookieContainer? cookies = null) : IDisposable
{
    /// <summary>The page last shown.</summary>
    public IHtmlDocument Page { get; private set; } = new HtmlParser().ParseDocument("");

    /// <summary>The status of the last answer.</summary>
    public HttpStatusCode Status { get; private set; }

    /// <summary>Where the last answer came from, after redirects.</summary>
    public string Path { get; private set; } = "/";

    /// <summary>The page's text with single spaces.</summary>
    public string Text => string.Join(' ', (Page.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public HttpClient Client => client;

    /// <summary>What its requests carry.</summary>
    public CookieContainer Cookies => cookies ?? throw new InvalidOperationException("The browser was made without its cookies.");

    /// <summary>Opens an address and follows redirects.</summary>
    public async Task OpenAsync(string address) => await ShowAsync(await client.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute)));

    /// <summary>Signs a person in.</summary>
    /// <exception cref="InvalidOperationException">The portal did not let her in; the message is what its page says.</exception>
    public async Task SignInAsync(string email, string password = PortalAppIdentity.Password)
    {
        await OpenAsync(PortalUrls.SignIn);
        await SubmitAsync("sign-in", ("Email", email), ("Password", password));
        if (Path.StartsWith(PortalUrls.SignIn, StringComparison.Ordinal))
            throw new InvalidOperationException($"{email} could not sign in: {Text}");
    }

    /// <summary>Posts the page's form that has this hidden handler, or goes to this action, with what its fields hold.</summary>
    /// <param name="form">Name of a form of a page, or the action of a plain one.</param>
    public async Task SubmitAsync(string form, params (string Field, string Value)[] fields)
    {
        var element = Page.Forms.Single(f => f.GetAttribute("action") == form
            || f.QuerySelector("input[name=_handler]")?.GetAttribute("value") == form);
        var values = new Dictionary<string, string>();
        foreach (var input in element.QuerySelectorAll<IHtmlInputElement>("input[name]").Where(i => i.Type != "checkbox" || i.IsChecked))
            values[input.Name!] = input.Value ?? "";
        foreach (var select in element.QuerySelectorAll<IHtmlSelectElement>("select[name]"))
            values[select.Name!] = select.Value ?? "";
        foreach (var (field, value) in fields)
            values[$"Input.{field}"] = value;

        var action = element.GetAttribute("action") is { Length: > 0 } named ? named : Path;
        using var content = new FormUrlEncodedContent(values);
        await ShowAsync(await client.PostAsync(new Uri(action, UriKind.RelativeOrAbsolute), content));
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private async Task ShowAsync(HttpResponseMessage response)
    {
        Path = response.RequestMessage!.RequestUri!.PathAndQuery;
        while (response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther)
        {
            var next = new Uri(response.RequestMessage!.RequestUri!, response.Headers.Location!);
            response.Dispose();
            response = await client.GetAsync(next);
            Path = next.PathAndQuery;
        }

        Status = response.StatusCode;
        Page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        response.Dispose();
    }
}
