using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Testing.Hosting;

/// <summary>The frame of background work without a host, for services that a test makes itself.</summary>
public static class BackgroundFrame
{
    /// <summary>What a service needs to be watched over.</summary>
    public static Supervision Supervision(TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        time ??= TimeProvider.System;
        return new(new(time), new(), time, loggers ?? NullLoggerFactory.Instance);
    }

    /// <summary>Gives units of work their turns.</summary>
    public static WorkRunner Runner(PortalDatabase database, TimeProvider? time = null, BackgroundOptions? options = null)
    {
        time ??= TimeProvider.System;
        return new(new(database, time), new(), database, Options.Create(options ?? new()), time, NullLogger<WorkRunner>.Instance);
    }
}
