using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Domain.Identity;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Identity;

/// <summary>People who sign in, their sessions, and the keys that protect both.</summary>
public static class IdentityRegistration
{
    /// <param name="masterKey">Encrypts the key ring that is kept in the database.</param>
    public static IServiceCollection AddPortalIdentity(this IServiceCollection services, MasterKey masterKey)
    {
        services.AddMemoryCache();
        services.AddOptions<PortalIdentityOptions>().BindConfiguration(PortalIdentityOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PortalIdentityOptions>, ValidatePortalIdentityOptions>();
        services.AddIdentityCore<PortalUser>(Configure)
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddClaimsPrincipalFactory<PortalClaimsFactory>()
            .AddDefaultTokenProviders();
        AddKeyRing(services, masterKey);

        services.AddSingleton<UserSessions>().AddSingleton<SignInLimit>().AddScoped<SignInAttempts>().AddSingleton<PlatformTokens>();
        return services
            .AddScoped<PersonRegistration>()
            .AddScoped<SignInWithPassword>()
            .AddScoped<ConfirmEmail>()
            .AddScoped<RequestConfirmation>()
            .AddScoped<RequestPasswordReset>()
            .AddScoped<ResetPassword>();
    }

    private static void Configure(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = ""; // the user name is the e-mail address, which has its own rule
        options.Password.RequiredLength = PasswordRules.MinimumLength;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = 1;
    }

    private static void AddKeyRing(IServiceCollection services, MasterKey masterKey)
    {
        services.AddSingleton(masterKey);
        services.AddDataProtection().SetApplicationName("portal");
        services.AddOptions<KeyManagementOptions>().Configure<PortalDatabase>((options, database) =>
        {
            options.XmlRepository = new KeyRingRepository(database);
            options.XmlEncryptor = new MasterKeyEncryptor(masterKey);
        });
    }
}
