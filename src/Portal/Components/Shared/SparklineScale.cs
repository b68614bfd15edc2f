using System.Globalization;
using System.Text;

namespace Portal.Components.Shared;

/// <summary>Maps two series onto one 100 × 32 drawing, so that they can be compared.</summary>
internal sealed class SparklineScale
{
    private const double Width = 100, Height = 32, Margin = 2;
    private readonly double _least, _span;
    private readonly int _points;

    public SparklineScale(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        _points = Math.Max(first.Count, second.Count);
        if (_points == 0)
            return;
        var max = first.Concat(second).Max();
        _least = Math.Min(0, first.Concat(second).Min());
        _span = max > _least ? max - _least : 1;
    }

    public string Line(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            return "";
        var path = new StringBuilder();
        for (var index = 0; index < values.Count; index++)
            path.Append(CultureInfo.InvariantCulture, $"{(index == 0 ? 'M' : 'L')}{X(index):0.##} {Y(values[index]):0.##}");
        return path.ToString();
    }

    public string Area(IReadOnlyList<double> values) => values.Count < 2
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{Line(values)}L{X(values.Count - 1):0.##} {Height}L0 {Height}Z");

    private double X(int index) => index * Width / (_points - 1);

    private double Y(double value) => Height - Margin - (value - _least) / _span * (Height - 2 * Margin);
}
