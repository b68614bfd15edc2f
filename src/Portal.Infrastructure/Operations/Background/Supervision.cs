using Microsoft.Extensions.Logging;

namespace Portal.Infrastructure.Operations.Background;

/// <summary>What every background service needs to be watched over.</summary>
public sealed record Supervision(ServiceStates States, BackgroundMetrics Metrics, TimeProvider Time, ILoggerFactory Loggers);
