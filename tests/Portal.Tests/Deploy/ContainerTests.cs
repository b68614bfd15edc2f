using System.Diagnostics;
using System.Text.RegularExpressions;
using Portal.Hosting.Process;
using Xunit;

namespace Portal.Tests.Deploy;

/// <summary>No container engine runs here: the files are read, and every setting in them is held against the program.</summary>
public sealed partial class ContainerTests
{
    private static readonly string Image = Repository.Read("Dockerfile");
    private static readonly string Compose = Repository.Read("docker-compose.yml");

    [Fact]
    public void Image_IsBuiltInStagesAndRunsWithoutRoot()
    {
        var last = Image[Image.LastIndexOf("\nFROM ", StringComparison.Ordinal)..];

        Assert.Equal(3, StageLine().Count(Image));
        Assert.Contains("FROM mcr.microsoft.com/dotnet/aspnet:10.0", last, StringComparison.Ordinal);
        Assert.Contains("USER $APP_UID", last, StringComparison.Ordinal);
        Assert.Contains("EXPOSE 8080", last, StringComparison.Ordinal);
    }

    [Fact]
    public void Image_CommandLines_AreOptionsOfTheProgram()
    {
        foreach (Match command in ProgramLine().Matches(Image))
        {
            var words = QuotedWord().Matches(command.Groups["arguments"].Value).Select(word => word.Groups[1].Value).ToList();

            PortalArguments.Parse(words);
        }

        Assert.Equal(2, ProgramLine().Count(Image));
    }

    [Fact]
    public void Image_CopiedFiles_ExistAndAreLetInByTheIgnoreFile()
    {
        var letIn = Repository.Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        var sources = CopyLine().Matches(Image).SelectMany(copy => copy.Groups["paths"].Value.Split(' ')[..^1]).ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(Repository.Root, source)), source));
        Assert.All(sources, source => Assert.Contains(letIn, entry => source == entry
            || source.StartsWith($"{entry}/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Compose_Services_AreThoseTheReadmeNames()
    {
        var section = Compose[Compose.IndexOf("\nservices:", StringComparison.Ordinal)..Compose.IndexOf("\nnetworks:",
            StringComparison.Ordinal)];

        Assert.Equal(["portal", "postgres", "mail", "certificate", "nginx"],
            ServiceLine().Matches(section).Select(line => line.Groups[1].Value));
        Assert.Contains("replicas: 2", section, StringComparison.Ordinal);
        Assert.DoesNotContain('\t', Compose);
        Assert.All(Compose.Split('\n'), line => Assert.Equal(0, line.TakeWhile(letter => letter == ' ').Count() % 2));
    }

    [Fact]
    public void Compose_TrustedNetwork_IsItsOwn()
    {
        var subnet = SubnetLine().Match(Compose).Groups[1].Value;

        Assert.Contains($"Proxy__KnownNetworks__0: {subnet}", Compose, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_NginxSettings_FillTheWholeTemplate()
    {
        var template = Repository.Read("deploy", "nginx", "portal.conf.template");

        Assert.All(
            Placeholder().Matches(template).Select(match => match.Groups[1].Value).Distinct(),
            name => Assert.Contains($"      {name}: ", Compose, StringComparison.Ordinal));
    }

    [Fact]
    public void Compose_MountedFiles_Exist() =>
        Assert.All(MountLine().Matches(Compose).Select(mount => mount.Groups[1].Value),
            path => Assert.True(File.Exists(Path.Combine(Repository.Root, path)), path));

    [Fact]
    public async Task CertificateScript_IsAValidShellScript()
    {
        using var shell = Process.Start("sh", ["-n", Path.Combine(Repository.Root, "deploy", "nginx", "make-certificate.sh")]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, shell.ExitCode);
    }

    [GeneratedRegex("^FROM ", RegexOptions.Multiline)]
    private static partial Regex StageLine();

    [GeneratedRegex("""\["dotnet", "/app/Portal.dll", (?<arguments>.*)\]""")]
    private static partial Regex ProgramLine();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex QuotedWord();

    [GeneratedRegex("^COPY (?!--from)(?<paths>.+)$", RegexOptions.Multiline)]
    private static partial Regex CopyLine();

    [GeneratedRegex("^  ([a-z]+):$", RegexOptions.Multiline)]
    private static partial Regex ServiceLine();

    [GeneratedRegex("- subnet: (.+)")]
    private static partial Regex SubnetLine();

    [GeneratedRegex(@"\$\{([A-Z_]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"- \./([^:]+):")]
    private static partial Regex MountLine();
}
