using System.Text.Json.Nodes;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.ExchangeRates;

/// <summary>What other currencies are worth, for programs. What is booked keeps the rate it was booked at.</summary>
internal sealed class ExchangeRateResource : Resource
{
    private const string Day = "to_char(r.day, 'YYYY-MM-DD')";

    public override string Name => "exchange-rates";

    public override string One => "exchange rate";

    public override string About =>
        "Units of the store's currency that one unit of another was worth on a day, named by currency@day. A day without a rate has that "
        + "of the last day before it. Amounts that are booked keep the rate they were booked at.";

    public override string ReadScope => ApiScopes.RatesRead;

    public override string WriteScope => ApiScopes.RatesWrite;

    public override bool HasIds => false;

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Text, $"r.currency || '@' || {Day}", "The currency and the day."),
        new("currency", ResourceType.Text, "r.currency", "ISO 4217, such as USD; another than the store's own.") { IsWritable = true,
            IsRequired = true, MaxLength = 3 },
        new("day", ResourceType.Day, "r.day", "The store's day.") { IsWritable = true, IsRequired = true },
        new("rate", ResourceType.Number, "r.rate", "Units of the store's currency for one unit, with at most eight places after the point.")
            { IsWritable = true, IsRequired = true, Decimals = 8, MinValue = 0.00000001m, MaxValue = 9_999_999_999m },
        new("source", ResourceType.Text, "r.source",
            "store for what was stated here, bank for what was read of the European Central Bank."),
        new("updatedAt", ResourceType.Instant, "r.updated_at", "When it was last stated."),
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("currency", ResourceType.Text, "r.currency = {0}", "Only this currency."),
        new("from", ResourceType.Day, "r.day >= {0}", "Only this day and later ones."),
        new("to", ResourceType.Day, "r.day <= {0}", "Only this day and earlier ones."),
    ];

    internal override string Table => "exchange_rates";

    internal override string Alias => "r";

    internal override string From => "exchange_rates r where r.tenant_id = $1";

    internal override string Found => $"r.currency = split_part($2, '@', 1) and {Day} = split_part($2, '@', 2) and $3::uuid is null";

    internal override string Address => $"r.currency || '@' || {Day}";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("r.day", "date"), ("r.currency", "text")];

    internal override string KeyField => "currency";

    internal override IReadOnlyList<string> Steps { get; } =
    [
        ResourceSql.Reject("i.\"currency\" is null", "currency", "An exchange rate needs this."),
        ResourceSql.Reject("i.\"day\" is null", "day", "An exchange rate needs this."),
        ResourceSql.Reject("i.\"rate\" is null", "rate", "An exchange rate needs this."),
        ResourceSql.Reject("i.\"currency\" !~ '^[A-Z]{3}$'", "currency", "Send a currency as ISO 4217 writes it, such as EUR."),
        ResourceSql.Reject("i.\"currency\" = (select t.currency from tenants t where t.id = $1)", "currency",
            "This is the store's own currency."),
        ResourceSql.Reject("i.\"day\" > (select ($2::timestamptz at time zone t.time_zone)::date from tenants t where t.id = $1)", "day",
            "This day has not come yet."),
        """
        update incoming i set address = i."currency" || '@' || to_char(i."day", 'YYYY-MM-DD'),
          is_new = not exists (select from exchange_rates r where r.tenant_id = $1 and r.currency = i."currency" and r.day = i."day")
        """,
        """
        with written as (
          insert into exchange_rates as r (tenant_id, currency, day, rate, source, updated_at)
          select $1, i."currency", i."day", i."rate", 'store', $2::timestamptz from incoming i
          on conflict (tenant_id, currency, day) do update set rate = excluded.rate, source = excluded.source,
            updated_at = excluded.updated_at
            where (r.rate, r.source) is distinct from (excluded.rate, excluded.source)
          returning r.currency, r.day)
        update incoming i set changed = true from written w where w.currency = i."currency" and w.day = i."day"
        """,
    ];

    internal override FieldErrors? TakeAddress(string address, JsonObject row)
    {
        if (address.Split('@') is not [{ Length: 3 } currency, var day]
            || !DateOnly.TryParseExact(day, "yyyy-MM-dd", out var known) || !DateLimits.Contains(known))
            return FieldErrors.Of("id", "Name an exchange rate by its currency and day, as in USD@2026-03-01.");
        if ((row["currency"]?.GetValue<string>() ?? currency) != currency)
            return FieldErrors.Of("currency", "The address names another currency.");
        if ((row["day"]?.GetValue<string>() ?? day) != day)
            return FieldErrors.Of("day", "The address names another day.");
        (row["currency"], row["day"]) = (currency, day);
        return null;
    }

    internal override string? KeyOf(JsonObject row) => $"{row["currency"]}@{row["day"]}";
}
