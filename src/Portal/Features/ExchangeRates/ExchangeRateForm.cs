using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Domain.Tenancy;

namespace Portal.Features.ExchangeRates;

/// <summary>A rate as a person states it.</summary>
public sealed class ExchangeRateForm
{
    public string? Currency { get; set; }

    public string? Day { get; set; }

    public string? Rate { get; set; }

    /// <summary>The row that the API would be sent.</summary>
    /// <param name="errors">Takes what cannot be read.</param>
    public JsonObject ToRow(FieldErrors errors)
    {
        var row = new JsonObject { ["currency"] = Currency?.Trim().ToUpperInvariant(), ["day"] = Day };
        errors.Require(!string.IsNullOrWhiteSpace(Currency), "currency", "Name a currency, such as USD.");
        errors.Require(!string.IsNullOrWhiteSpace(Day), "day", "Choose a day.");
        if (decimal.TryParse(Rate, NumberStyles.Number, CultureInfo.InvariantCulture, out var rate))
            row["rate"] = rate;
        else
            errors.Add("rate", "Write a number, such as 16250.5.");
        return row;
    }
}
