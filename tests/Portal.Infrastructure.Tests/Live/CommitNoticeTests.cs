using Portal.Infrastructure.Live;
using Xunit;

namespace Portal.Infrastructure.Tests.Live;

public sealed class CommitNoticeTests
{
    private static readonly (Guid, long)[] Commits = [.. Enumerable.Range(0, CommitNotice.Max)
        .Select(i => (Guid.NewGuid(), long.MaxValue - i))];

    [Fact]
    public void Read_WhatAnotherNodeWrote_GivesItsCommits() =>
        Assert.Equal(Commits, CommitNotice.Read("b", CommitNotice.Write("a", Commits)));

    [Fact]
    public void Read_OnesOwnWord_IsEmpty() => Assert.Empty(CommitNotice.Read("a", CommitNotice.Write("a", Commits)));

    [Fact]
    public void Write_AsManyAsANoticeHolds_FitsPostgres() =>
        Assert.InRange(CommitNotice.Write(Guid.NewGuid().ToString("N"), Commits).Length, 1, 7_999);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a|too short")]
    public void Read_NoNotice_IsEmpty(string notice) => Assert.Empty(CommitNotice.Read("b", notice));
}
