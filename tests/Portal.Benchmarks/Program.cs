using System.Globalization;
using Portal.Benchmarks.Analytics;
using Portal.Benchmarks.Exchange;
using Portal.Benchmarks.Fuzzing;
using Portal.Benchmarks.Ingest;
using Portal.Benchmarks.Live;
using Portal.Benchmarks.Neighbours;
using Portal.Benchmarks.Sales;
using Portal.Benchmarks.Soak;

switch (args)
{
    case ["ingest", .. var options] when IngestOptions.TryParse(options, out var ingest):
        return await IngestBenchmark.RunAsync(ingest) ? 0 : 1;
    case [PlainServer.Command, var connectionString]:
        await PlainServer.RunAsync(connectionString);
        return 0;
    case ["follow", var minutes]:
        return await LongIngestBenchmark.RunAsync(double.Parse(minutes, CultureInfo.InvariantCulture), double.PositiveInfinity) ? 0 : 1;
    case ["follow", var minutes, var rate]:
        return await LongIngestBenchmark.RunAsync(double.Parse(minutes, CultureInfo.InvariantCulture),
            double.Parse(rate, CultureInfo.InvariantCulture)) ? 0 : 1;
    case ["live", .. var options] when LiveOptions.TryParse(options, out var live):
        return await LiveBenchmark.RunAsync(live) ? 0 : 1;
    case ["parse"]:
        ParseBenchmark.Run();
        return 0;
    case ["models", var events, var days]:
        return await ReadModelBenchmark.RunAsync(long.Parse(events, CultureInfo.InvariantCulture),
            int.Parse(days, CultureInfo.InvariantCulture)) ? 0 : 1;
    case ["pages", var events, var stores]:
        return await PageBenchmark.RunAsync(long.Parse(events, CultureInfo.InvariantCulture),
            int.Parse(stores, CultureInfo.InvariantCulture), null) ? 0 : 1;
    case ["pages", var events, var stores, var folder]:
        return await PageBenchmark.RunAsync(long.Parse(events, CultureInfo.InvariantCulture),
            int.Parse(stores, CultureInfo.InvariantCulture), folder) ? 0 : 1;
    case ["exchange", var orders]:
        return await ExchangeBenchmark.RunAsync(int.Parse(orders, CultureInfo.InvariantCulture)) ? 0 : 1;
    case ["orders", var orders]:
        return await SalesBenchmark.RunAsync(int.Parse(orders, CultureInfo.InvariantCulture), null) ? 0 : 1;
    case ["orders", var orders, var folder]:
        return await SalesBenchmark.RunAsync(int.Parse(orders, CultureInfo.InvariantCulture), folder) ? 0 : 1;
    case ["soak", var minutes]:
        return await SoakBenchmark.RunAsync(double.Parse(minutes, CultureInfo.InvariantCulture)) ? 0 : 1;
    case ["fuzz", var minutes]:
        return await FuzzBenchmark.RunAsync(double.Parse(minutes, CultureInfo.InvariantCulture)) ? 0 : 1;
    case ["neighbours"]:
        return await NeighboursBenchmark.RunAsync(seconds: 60) ? 0 : 1;
    case ["neighbours", var seconds]:
        return await NeighboursBenchmark.RunAsync(double.Parse(seconds, CultureInfo.InvariantCulture)) ? 0 : 1;
    default:
        Console.Error.WriteLine("""
            dotnet run -c Release --project tests/Portal.Benchmarks -- ingest [--events N] [--seconds S] [--rounds R]
            dotnet run -c Release --project tests/Portal.Benchmarks -- follow MINUTES [EVENTS_A_SECOND]
            dotnet run -c Release --project tests/Portal.Benchmarks -- live [--pages N] [--rate EVENTS_A_SECOND] [--seconds S] [--probes P]
            dotnet run -c Release --project tests/Portal.Benchmarks -- parse
            dotnet run -c Release --project tests/Portal.Benchmarks -- models EVENTS DAYS
            dotnet run -c Release --project tests/Portal.Benchmarks -- pages EVENTS STORES [FOLDER]
            dotnet run -c Release --project tests/Portal.Benchmarks -- orders ORDERS [FOLDER]
            dotnet run -c Release --project tests/Portal.Benchmarks -- exchange ORDERS
            dotnet run -c Release --project tests/Portal.Benchmarks -- soak MINUTES
            dotnet run -c Release --project tests/Portal.Benchmarks -- fuzz MINUTES
            dotnet run -c Release --project tests/Portal.Benchmarks -- neighbours [SECONDS]
            """);
        return 2;
}
