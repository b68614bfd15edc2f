using Portal.Domain.Imports;
using Xunit;

namespace Portal.Domain.Tests.Imports;

public sealed class NonProductCodesTests
{
    [Theory]
    [InlineData("POST", true)]
    [InlineData("post", true)]
    [InlineData("POSTER", false)]
    [InlineData("gift_0001_20", true)]
    [InlineData("GIFT_", true)]
    [InlineData("gift", false)]
    [InlineData("85123A", false)]
    public void Contains_Code_IsWholeOrBeginsSo(string code, bool isOne) =>
        Assert.Equal(isOne, new NonProductCodes(["POST", "gift_*"]).Contains(code));
}
