using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Shared.Configuration;

/// <summary>How every feature takes its settings: bound to its section and checked before anything starts.</summary>
public static class OptionsRegistration
{
    /// <summary>
    /// Binds a section to options and checks their annotations at start; each message opens with the full key, such as
    /// <c>Mail:Port</c>. Rules across fields go into <see cref="IValidatableObject"/> or a validator of the feature's own.
    /// </summary>
    public static OptionsBuilder<TOptions> AddValidated<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddSingleton<IValidateOptions<TOptions>>(new KeyedValidation<TOptions>(section));
        return services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }

    private sealed class KeyedValidation<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var problems = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new(options), problems, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(problems.Select(problem => $"{Key(problem)}: {problem.ErrorMessage}"));
        }

        private string Key(ValidationResult problem) =>
            problem.MemberNames.FirstOrDefault() is { } member ? $"{section}:{member}" : section;
    }
}
