using System.Runtime.CompilerServices;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components;

namespace Portal.Tests.Components;

/// <summary>
/// A page to render components on, with the design system registered. Assert on elements and text: markup cannot be compared.
/// </summary>
public abstract class ComponentTest : BunitContext
{
    protected ComponentTest()
    {
        Services.AddSharedComponents();
        var comparer = Type.GetType("Bunit.Diffing.HtmlComparer, Bunit", throwOnError: true)!;
        Services.AddSingleton(comparer, RuntimeHelpers.GetUninitializedObject(comparer));
    }
}
