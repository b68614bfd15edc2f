using Portal.Hosting;
using Portal.Infrastructure.Shared.Files;

PrivateFiles.RestrictProcess();

// The runtime starts with a thread for each core and adds others slowly: until then what is short, such as an event, waits behind
// whatever is long, such as a page being drawn or a file being read.
const int MinWorkers = 16;
ThreadPool.GetMinThreads(out var workers, out var completions);
ThreadPool.SetMinThreads(Math.Max(workers, MinWorkers), completions);
return await PortalCommand.RunAsync(args);
