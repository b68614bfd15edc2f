using Portal.Benchmarks.Ingest;

if (args is not ["ingest", .. var options] || !IngestOptions.TryParse(options, out var ingest))
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Portal.Benchmarks -- ingest [--events N] [--seconds S] [--rounds R]");
    return 2;
}

return await IngestBenchmark.RunAsync(ingest) ? 0 : 1;
