using Portal.Domain.Shared.Text;
using Xunit;

namespace Portal.Domain.Tests.Shared.Text;

public sealed class DurationFormatTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7_500, "2 h 5 min")]
    [InlineData(273_600, "3 d 4 h")]
    public void Brief_Seconds_AreTheTwoLargestUnits(double seconds, string expected) =>
        Assert.Equal(expected, DurationFormat.Brief((decimal)seconds));

    [Fact]
    public void Brief_Missing_IsADash() => Assert.Equal(NumberFormat.Dash, DurationFormat.Brief(null));
}
