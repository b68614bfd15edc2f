using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Privacy;

/// <summary>What a store needs to answer requests of the people it knows.</summary>
public static class PrivacyRegistration
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services) =>
        services.AddSingleton<PrivacyQueries>().AddSingleton<ChooseIpPrivacy>().AddSingleton<ErasureQueries>()
            .AddSingleton<RequestErasure>().AddSingleton<ExecuteErasure>();
}
