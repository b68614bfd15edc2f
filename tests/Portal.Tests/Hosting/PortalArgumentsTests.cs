using System.Diagnostics;
using Portal.Hosting.Process;
using Xunit;

namespace Portal.Tests.Hosting;

public sealed class PortalArgumentsTests
{
    [Fact]
    public void Parse_Nothing_IsTheDefault() => Assert.Equal(new(), PortalArguments.Parse([]));

    [Fact]
    public void Parse_EveryOption_IsTaken()
    {
        var arguments = PortalArguments.Parse(["--urls", "http://[::]:80", "--data", "/data", "--no-demo", "--demo-size", "small", "--role",
            "worker"]);

        Assert.Equal(new() { Urls = "http://[::]:80", DataDirectory = "/data", Demo = false, DemoSize = "small", Role = PortalRole.Worker },
            arguments);
    }

    [Theory]
    [InlineData("--port", "--port is not an option; --help lists them.")]
    [InlineData("--data", "--data needs a value.")]
    [InlineData("--role boss", "--role is one of web, worker, all; it was boss.")]
    [InlineData("--probe here", "--probe needs an address; it was here.")]
    public void Parse_Wrong_NamesTheOption(string line, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => PortalArguments.Parse(line.Split(' '))).Message);

    [Fact]
    public async Task RunCommand_Help_IsTheProgramsOwnText()
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "run"), ["--help"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath()
        };
        using var run = Process.Start(start)!;

        var text = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(PortalArguments.Help, text.TrimEnd());
    }
}
