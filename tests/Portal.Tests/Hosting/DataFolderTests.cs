using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Hosting;

/// <summary>Of what a running portal has written, with its database, nobody but its own user reads anything.</summary>
public sealed class DataFolderTests
{
    private const UnixFileMode OfOthers = (UnixFileMode)0x3F;

    [Fact]
    public async Task Start_OnANewFolder_WritesForItsOwnUserAlone()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"portal-data-{Guid.NewGuid():N}");
        await using var installation = await PortalInstallation.StartAsync(folder);
        await installation.Database.ExecuteAsync("""
            insert into mail_outbox (id, kind, recipient, subject, text_body, html_body, created_at, next_attempt_at)
            values (gen_random_uuid(), 'test', 'ani@example.com', 'A link', 'https://portal.example/reset?token=secret', '<p>secret</p>',
              now(), now())
            """);
        await UntilAsync(() => Directory.Exists(Path.Combine(folder, "outbox"))
            && Directory.GetFiles(Path.Combine(folder, "outbox"), "*.eml").Length > 0);

        var open = Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).StartsWith('.') && File.ResolveLinkTarget(path, returnFinalTarget: false) is null)
            .Select(path => (path, mode: ModeOf(path))).Where(found => (found.mode & OfOthers) != 0)
                .Select(found => $"{found.path}: {found.mode}");

        Assert.Empty(open);
        Assert.Equal(Environment.IsPrivilegedProcess ? UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : UnixFileMode.None,
            File.GetUnixFileMode(folder) & OfOthers);
        Assert.All((string[])["master.key", "postgres.lock", "postgres/password", "postgres/data/portal.conf"], file =>
            Assert.True(File.Exists(Path.Combine(folder, file)), file));
    }

    // What the database deletes meanwhile is open to nobody.
    private static UnixFileMode ModeOf(string path)
    {
        try
        {
            return File.GetUnixFileMode(path);
        }
        catch (IOException)
        {
            return UnixFileMode.None;
        }
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        for (var tries = 0; !isTrue(); tries++)
        {
            Assert.InRange(tries, 0, 300);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
