namespace Portal.Domain.Demo.Visits;

/// <summary>A city that the demo store's visitors come from.</summary>
/// <param name="Region">The part of the country, as visitors' addresses name it.</param>
/// <param name="Weight">Its share of a country's visitors, or of all for a country with one city.</param>
/// <param name="Hours">How far its clock is ahead of UTC.</param>
/// <param name="Shipping">What the store charges for a parcel, in rupiah.</param>
public sealed record DemoPlace(
    int Number, string City, string Region, string Country, string Locale, double Weight, int Hours, int Shipping)
{
    // Visits in each hour of a visitor's own day: quiet after midnight, a rise until noon, the peak after dinner.
    private static readonly double[] Day =
    [
        2.5, 2.2, 2.1, 2.1, 2.2, 2.4, 2.8, 3.5, 4.1, 4.8, 5.3, 5.5, 6.0, 5.7, 5.1, 4.9, 4.9, 5.1, 5.7, 6.6, 7.2, 6.8, 5.2, 3.4,
    ];

    private static readonly double DayTotal = Day.Sum();

    /// <summary>Every place, by number.</summary>
    public static IReadOnlyList<DemoPlace> All { get; } =
    [
        .. new (string City, string Region, string Country, string Locale, double Weight, int Hours, int Shipping)[]
        {
            ("Jakarta", "Jakarta", "ID", "id-ID", 24, 7, 12_000), ("Surabaya", "East Java", "ID", "id-ID", 8.5, 7, 18_000),
            ("Bandung", "West Java", "ID", "id-ID", 8, 7, 14_000),
            ("Medan", "North Sumatra", "ID", "id-ID", 5, 7, 32_000), ("Semarang", "Central Java", "ID", "id-ID", 4, 7, 18_000),
            ("Yogyakarta", "Yogyakarta", "ID", "id-ID", 5, 7, 18_000),
            ("Denpasar", "Bali", "ID", "id-ID", 5, 8, 26_000), ("Makassar", "South Sulawesi", "ID", "id-ID", 3.5, 8, 36_000),
            ("Bekasi", "West Java", "ID", "id-ID", 4, 7, 12_000),
            ("Tangerang", "Banten", "ID", "id-ID", 4, 7, 12_000), ("Bogor", "West Java", "ID", "id-ID", 3, 7, 13_000),
            ("Malang", "East Java", "ID", "id-ID", 2.5, 7, 19_000),
            ("Solo", "Central Java", "ID", "id-ID", 2, 7, 18_000), ("Palembang", "South Sumatra", "ID", "id-ID", 2, 7, 28_000),
            ("Balikpapan", "East Kalimantan", "ID", "id-ID", 1.5, 8, 38_000),
            ("Ubud", "Bali", "ID", "id-ID", 1, 8, 28_000), ("Kupang", "East Nusa Tenggara", "ID", "id-ID", 0.7, 8, 45_000),
            ("Kuala Lumpur", "Kuala Lumpur", "MY", "ms-MY", 3.4, 8, 165_000), ("Penang", "Penang", "MY", "ms-MY", 1.2, 8, 165_000),
            ("Singapore", "Singapore", "SG", "en-SG", 4.2, 8, 150_000), ("Melbourne", "Victoria", "AU", "en-AU", 1.3, 10, 240_000),
            ("Sydney", "New South Wales", "AU", "en-AU", 1.3, 10, 240_000),
            ("Amsterdam", "North Holland", "NL", "nl-NL", 1.1, 1, 310_000), ("Utrecht", "Utrecht", "NL", "nl-NL", 0.7, 1, 310_000),
            ("Tokyo", "Tokyo", "JP", "ja-JP", 1.3, 9, 260_000), ("Seattle", "Washington", "US", "en-US", 0.6, -8, 320_000),
            ("New York", "New York", "US", "en-US", 0.6, -5, 320_000),
        }.Select((p, number) => new DemoPlace(number, p.City, p.Region, p.Country, p.Locale, p.Weight, p.Hours, p.Shipping)),
    ];

    /// <summary>The place of a name; the first for one that is not known.</summary>
    public static DemoPlace Named(string city) => All.FirstOrDefault(place => place.City == city) ?? All[0];

    /// <summary>True for a parcel that leaves Indonesia.</summary>
    public bool IsAbroad => Country != "ID";

    /// <summary>The share of this place's daily visits that falls into an hour of the UTC day.</summary>
    public double ShareOfHour(int utcHour) => Day[(utcHour + Hours + 24) % 24] / DayTotal;
}
