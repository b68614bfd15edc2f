using System.Xml.Linq;
using Portal.Domain.Tenancy;
using Xunit;

namespace Portal.Domain.Tests.Architecture;

/// <summary>References point one way: Domain ← Infrastructure ← Jobs ← Portal.</summary>
public sealed class ReferenceTests
{
    private static readonly string Root = SourceTree.Root;

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Portal.Domain"] = [],
        ["Portal.Infrastructure"] = ["Portal.Domain"],
        ["Portal.Jobs"] = ["Portal.Domain", "Portal.Infrastructure"],
        ["Portal"] = ["Portal.Domain", "Portal.Infrastructure", "Portal.Jobs"],
    };

    [Fact]
    public void Projects_OfTheSource_AreTheFourWeKnow() =>
        Assert.Equal(Allowed.Keys.Order(), Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).Order());

    [Theory]
    [InlineData("Portal.Domain")]
    [InlineData("Portal.Infrastructure")]
    [InlineData("Portal.Jobs")]
    [InlineData("Portal")]
    public void ProjectFile_References_PointOneWay(string project) =>
        Assert.Empty(References(project, "ProjectReference").Except(Allowed[project]));

    [Fact]
    public void Domain_Packages_AreForNumbersOnly() =>
        Assert.Empty(References("Portal.Domain", "PackageReference").Except(["MathNet.Numerics", "System.Numerics.Tensors"]));

    [Fact]
    public void Domain_Assembly_TouchesNothingOutside()
    {
        var references = typeof(CurrentStore).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.DoesNotContain(references, name =>
            name.StartsWith("Microsoft.", StringComparison.Ordinal) || name.StartsWith("Npgsql", StringComparison.Ordinal)
            || name is "System.Net.Http" or "System.Net.Sockets" or "System.IO.FileSystem" or "System.Data.Common");
    }

    [Fact]
    public void Assemblies_ThatAreBuilt_PointOneWay()
    {
        foreach (var (project, allowed) in Allowed)
        {
            var wrong = BuiltReferences(project).Where(Allowed.ContainsKey).Except(allowed).Where(name => name != project);

            Assert.Empty(wrong);
        }
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Path.Combine(Root, "src", project, $"{project}.csproj"))
            .Descendants(kind)
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(include => include.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(include) : include);

    private static IEnumerable<string> BuiltReferences(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var file = Path.Combine(Root, "artifacts", "bin", project, configuration, $"{project}.dll");
        if (!File.Exists(file))
        {
            yield break;
        }

        using var image = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(file));
        var metadata = System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(image);
        foreach (var handle in metadata.AssemblyReferences)
        {
            yield return metadata.GetString(metadata.GetAssemblyReference(handle).Name);
        }
    }
}
