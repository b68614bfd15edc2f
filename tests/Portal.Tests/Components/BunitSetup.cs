using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Portal.Tests.Components;

/// <summary>Lets bUnit run beside an older AngleSharp.Diffing than it was built with; it is loaded but never called.</summary>
internal static class BunitSetup
{
    [ModuleInitializer]
    internal static void ResolveDiffing() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll"))
            : null;
}
