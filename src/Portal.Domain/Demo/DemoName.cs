namespace Portal.Domain.Demo;

/// <summary>Given and family names as they are common where a customer lives.</summary>
internal static class DemoName
{
    private static readonly string[] IndonesianFirst =
    [
        "Dewi", "Hendra", "Rizky", "Ayu", "Siti", "Nadia", "Lina", "Yohanes", "Grace", "Putu", "Maya", "Rina", "Agus", "Kartika", "Ivan",
        "Wayan",
        "Budi", "Indah", "Fajar", "Ratna", "Dian", "Eko", "Fitri", "Gilang", "Hana", "Intan", "Joko", "Laras", "Made", "Nisa", "Oki",
        "Ratih",
        "Satria", "Tari", "Umar", "Vina", "Wulan", "Yuni", "Zahra", "Bayu", "Citra", "Dimas", "Galih", "Komang", "Melati", "Rendra",
        "Sekar", "Teguh",
    ];

    private static readonly string[] IndonesianLast =
    [
        "Lestari", "Saputra", "Pratama", "Wulandari", "Rahma", "Putri", "Kusuma", "Adi", "Halim", "Arya", "Sari", "Marlina", "Salim",
        "Chandra",
        "Sudarma", "Santoso", "Wijaya", "Hidayat", "Nugroho", "Setiawan", "Utami", "Hartono", "Simanjuntak", "Siregar", "Nasution",
        "Tanjung",
        "Gunawan", "Permata", "Suryani", "Maharani", "Hakim", "Ramadhan", "Sitorus", "Anggraini", "Firmansyah", "Purnomo",
    ];

    private static readonly Dictionary<string, (string[] First, string[] Last)> Abroad = new()
    {
        ["SG"] = (["Mei Ling", "Wei Jie", "Hui Min", "Jun Hao", "Priya", "Aisha", "Kai", "Rachel"],
            ["Tan", "Lim", "Lee", "Ng", "Ong", "Goh", "Kumar", "Wong"]),
        ["MY"] = (["Farhan", "Daniel", "Nurul", "Aina", "Hafiz", "Siew", "Amir", "Liyana"],
            ["Aziz", "Wong", "Rahman", "Ismail", "Chong", "Hassan", "Lim", "Yusof"]),
        ["AU"] = (["Olivia", "Jack", "Chloe", "Noah", "Amelia", "Liam", "Ruby", "Cooper"],
            ["Smith", "Nguyen", "Brown", "Wilson", "Taylor", "Martin", "Kelly", "Ryan"]),
        ["NL"] = (["Tom", "Sanne", "Daan", "Lotte", "Bram", "Femke", "Sven", "Anouk"],
            ["de Vries", "Jansen", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "de Boer"]),
        ["JP"] = (["Yuki", "Haruto", "Sakura", "Ren", "Aoi", "Sota", "Hina", "Riku"],
            ["Sato", "Suzuki", "Takahashi", "Tanaka", "Ito", "Yamamoto", "Kobayashi", "Kato"]),
        ["US"] = (["Emma", "James", "Ava", "Lucas", "Mia", "Ethan", "Zoe", "Henry"],
            ["Johnson", "Miller", "Davis", "Garcia", "Moore", "Clark", "Walker", "Young"]),
    };

    public static (string First, string Last) For(string country, double firstLot, double lastLot)
    {
        var (first, last) = Abroad.TryGetValue(country, out var names) ? names : (IndonesianFirst, IndonesianLast);
        return (first[(int)(firstLot * first.Length)], last[(int)(lastLot * last.Length)]);
    }
}
