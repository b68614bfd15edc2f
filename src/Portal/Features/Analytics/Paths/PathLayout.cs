using System.Globalization;
using Portal.Domain.Analytics.Paths;
using Portal.Infrastructure.Analytics.Paths;

namespace Portal.Features.Analytics.Paths;

/// <summary>
/// Where the bars and bands of a flow stand, in px. A level is a column; time goes from left to right, so what came before
/// stands left of the end. A bar is as high as its share of all sessions, and has at least the room of its label.
/// </summary>
public sealed class PathLayout
{
    /// <summary>Six columns fit the page at 1440 px.</summary>
    public const int ColumnWidth = 188;
    public const int BarWidth = 10;
    public const int HeadHeight = 28;

    private const double FullHeight = 320;
    private const double LabelHeight = 40;
    private const double Gap = 8;

    private readonly PathReport _report;
    private readonly PathDirection _direction;

    public PathLayout(PathReport report, PathDirection direction)
    {
        (_report, _direction) = (report, direction);
        Bars = [.. Enumerable.Range(0, report.Levels.Count).SelectMany(Column)];
        Bands = [.. Enumerable.Range(1, report.Levels.Count - 1).SelectMany(Between)];
        Height = Math.Ceiling(Bars.Max(bar => bar.Y + Math.Max(bar.Height, LabelHeight))) + 4;
    }

    public double Width => (_report.Levels.Count * ColumnWidth) - 8;

    public double Height { get; }

    public IReadOnlyList<PathBar> Bars { get; }

    public IReadOnlyList<PathBand> Bands { get; }

    public double ColumnLeft(int level) => (_direction == PathDirection.After ? level : _report.Levels.Count - 1 - level) * ColumnWidth;

    private double Scale(long sessions) => _report.Sessions == 0 ? 0 : FullHeight * sessions / _report.Sessions;

    private IEnumerable<PathBar> Column(int level)
    {
        double y = HeadHeight;
        for (var place = 0; place < _report.Levels[level].Count; place++)
        {
            var step = _report.Levels[level][place];
            var height = Math.Max(3, Scale(step.Sessions));
            yield return new(level, place, step, ColumnLeft(level), y, height);
            y += Math.Max(height, LabelHeight) + Gap;
        }
    }

    // Bands leave a bar, and come to one, in the order of the bars at their other ends, so that few cross.
    private IEnumerable<PathBand> Between(int level)
    {
        var left = new double[_report.Levels[level - 1].Count];
        var right = new double[_report.Levels[level].Count];
        foreach (var link in _report.Links.Where(link => link.Level == level).OrderBy(link => link.From).ThenBy(link => link.To))
        {
            var (from, to, thick) = (Bar(level - 1, link.From), Bar(level, link.To), Scale(link.Sessions));
            var band = _direction == PathDirection.After
                ? Band(from.X + BarWidth, from.Y + left[link.From], to.X, to.Y + right[link.To], thick)
                : Band(to.X + BarWidth, to.Y + right[link.To], from.X, from.Y + left[link.From], thick);
            left[link.From] += thick;
            right[link.To] += thick;
            yield return new(band, link);
        }
    }

    private PathBar Bar(int level, int place) => Bars.First(bar => bar.Level == level && bar.Place == place);

    private static string Band(double x, double y, double toX, double toY, double thick)
    {
        var (middle, low) = ((x + toX) / 2, Math.Max(1, thick));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"M{x:0.#} {y:0.#}C{middle:0.#} {y:0.#} {middle:0.#} {toY:0.#} {toX:0.#} {toY:0.#}V{toY + low:0.#}C{middle:0.#} "
                + $"{toY + low:0.#} {middle:0.#} {y + low:0.#} {x:0.#} {y + low:0.#}Z");
    }
}

/// <summary>A step's bar.</summary>
public sealed record PathBar(int Level, int Place, PathPlace Step, double X, double Y, double Height);

/// <summary>A band between two bars, as the path of an SVG.</summary>
public sealed record PathBand(string Path, PathLink Link);
