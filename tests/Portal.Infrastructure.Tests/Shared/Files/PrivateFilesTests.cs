using Portal.Infrastructure.Shared.Files;
using Xunit;

namespace Portal.Infrastructure.Tests.Shared.Files;

/// <summary>What the portal writes is for its own user alone, also under the usual mask and in place of an open file.</summary>
public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode Mode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Mode700 = Mode600 | UnixFileMode.UserExecute;
    private const UnixFileMode Mode777 = (UnixFileMode)0x1FF;

    private readonly string _folder = Directory.CreateTempSubdirectory("private-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Create_NewFile_IsPrivateBeforeAnythingIsWritten()
    {
        using var stream = PrivateFiles.Create(In("a"));

        Assert.Equal(Mode600, File.GetUnixFileMode(In("a")));
    }

    [Fact]
    public void Create_InPlaceOfAnOpenFile_IsPrivate()
    {
        File.WriteAllText(In("a"), "old");
        File.SetUnixFileMode(In("a"), Mode777);

        PrivateFiles.WriteAllText(In("a"), "new");

        Assert.Equal((Mode600, "new"), (File.GetUnixFileMode(In("a")), File.ReadAllText(In("a"))));
    }

    [Fact]
    public void Create_InPlaceOfALink_LeavesItsTargetAlone()
    {
        File.WriteAllText(In("target"), "untouched");
        File.CreateSymbolicLink(In("a"), In("target"));

        PrivateFiles.WriteAllText(In("a"), "new");

        Assert.Equal("untouched", File.ReadAllText(In("target")));
    }

    [Fact]
    public void Open_NewFile_IsPrivate()
    {
        using var stream = PrivateFiles.Open(In("lock"), FileMode.OpenOrCreate, FileShare.None);

        Assert.Equal(Mode600, File.GetUnixFileMode(In("lock")));
    }

    [Fact]
    public void CreateDirectory_WithFoldersAbove_IsPrivateAllTheWay()
    {
        PrivateFiles.CreateDirectory(In("x/y/z"));

        Assert.All(["x", "x/y", "x/y/z"], folder => Assert.Equal(Mode700, File.GetUnixFileMode(In(folder))));
    }

    [Fact]
    public void CreateDirectory_ThatIsThereAndOpen_IsClosed()
    {
        Directory.CreateDirectory(In("x"), Mode777);
        File.SetUnixFileMode(In("x"), Mode777);

        PrivateFiles.CreateDirectory(In("x"));

        Assert.Equal(Mode700, File.GetUnixFileMode(In("x")));
    }

    [Fact]
    public void EnsureDirectory_ThatAnOperatorMade_KeepsItsRights()
    {
        Directory.CreateDirectory(In("x"));
        File.SetUnixFileMode(In("x"), Mode777);

        PrivateFiles.EnsureDirectory(In("x"));

        Assert.Equal(Mode777, File.GetUnixFileMode(In("x")));
    }

    private string In(string name) => Path.Combine(_folder, name);
}
