using System.Globalization;

namespace Portal.Infrastructure.Analytics.Matching;

/// <summary>The values of a statement that is put together from parts, in the order of their places. $1 is the tenant.</summary>
internal sealed class SqlValues
{
    private readonly List<object?> _values = [];

    /// <summary>Those after the tenant.</summary>
    public IReadOnlyList<object?> All => _values;

    /// <summary>Takes a value and gives its place: $2, $3 and so on.</summary>
    public string Add(object value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${_values.Count + 1}");
    }
}
