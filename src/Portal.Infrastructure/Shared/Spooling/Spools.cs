using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Shared.Configuration;

namespace Portal.Infrastructure.Shared.Spooling;

/// <summary>Makes the files in which bytes wait for a slow client, or until a slow client has sent them all.</summary>
public sealed class Spools(SpoolOptions options, string dataDirectory)
{
    private readonly string _directory = options.Directory is { Length: > 0 } set ? set : Path.Combine(dataDirectory, "spool");
    private readonly long _maxBytes = options.MaxMegabytes * 1024L * 1024;

    /// <summary>An empty one. Dispose it when it is read.</summary>
    public Spool Create() => new(_directory, _maxBytes);
}

/// <summary>Registers the spools.</summary>
public static class SpoolingRegistration
{
    public static IServiceCollection AddSpooling(this IServiceCollection services, string dataDirectory)
    {
        services.AddValidated<SpoolOptions>(SpoolOptions.Section);
        return services.AddSingleton(provider => new Spools(provider.GetRequiredService<IOptions<SpoolOptions>>().Value, dataDirectory));
    }
}

/// <summary>A file is larger than what may wait, or the disk has no room for it.</summary>
public sealed class SpoolFullException : Exception
{
    internal SpoolFullException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
