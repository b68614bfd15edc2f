using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Shared.Files;

namespace Portal.Infrastructure.Messaging;

/// <summary>Mails and how they leave.</summary>
public static class MailRegistration
{
    /// <param name="dataDirectory">Mails go to <c>outbox</c> below it when no SMTP server is set.</param>
    /// <param name="send">False for a process that leaves sending to others.</param>
    public static IServiceCollection AddMail(this IServiceCollection services, string dataDirectory, bool send = true)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, ValidateMailOptions>();
        services.AddSingleton<Mailer>();
        services.AddSingleton<MailHistory>();
        services.AddSingleton<IMailTransport>(provider => Transport(provider.GetRequiredService<IOptions<MailOptions>>(), dataDirectory));
        services.AddSingleton<MailDispatcher>();
        services.AddSingleton<UnsentMails>();
        if (send)
            services.AddHostedService(provider => provider.GetRequiredService<MailDispatcher>());
        return services;
    }

    /// <summary>Where mails go, in words for the console.</summary>
    public static string Describe(MailOptions options, string dataDirectory) => string.IsNullOrWhiteSpace(options.Host)
        ? $"Mails are written to {Path.Combine(dataDirectory, "outbox")}; set Mail__Host to send them"
        : $"Mails go to {options.Host}:{options.Port}";

    private static IMailTransport Transport(IOptions<MailOptions> options, string dataDirectory) =>
        string.IsNullOrWhiteSpace(options.Value.Host)
        ? new FileTransport(Outbox(dataDirectory), options.Value.From)
        : new SmtpTransport(options);

    private static string Outbox(string dataDirectory)
    {
        PrivateFiles.EnsureDataDirectory(dataDirectory);
        return PrivateFiles.CreateDirectory(Path.Combine(Path.GetFullPath(dataDirectory), "outbox"));
    }
}
