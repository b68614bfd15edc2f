using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Portal.Tests;

/// <summary>
/// Presses what is on a page that draws itself anew when it likes: what is looked for and pressed in one turn of the renderer
/// cannot have been replaced in between.
/// </summary>
internal static class Presses
{
    /// <summary>Waits for the first element of a selector and presses it; ends when what it started has ended.</summary>
    public static Task PressAsync<TPage>(this IRenderedComponent<TPage> page, string selector)
        where TPage : IComponent
    {
        page.WaitForElement(selector);
        return page.InvokeAsync(() => page.Find(selector).ClickAsync(new()));
    }

    /// <summary>The same with the first of them whose words end like this.</summary>
    public static Task PressAsync<TPage>(this IRenderedComponent<TPage> page, string selector, string words)
        where TPage : IComponent
    {
        page.WaitForState(() => Found() is not null);
        return page.InvokeAsync(() => Found()!.ClickAsync(new()));

        IElement? Found() => page.FindAll(selector)
            .FirstOrDefault(element => element.TextContent.Trim().EndsWith(words, StringComparison.Ordinal));
    }
}
