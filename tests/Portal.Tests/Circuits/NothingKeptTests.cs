using System.Reflection;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Portal.Tests.Circuits;

/// <summary>No component hands its state to the browser: what comes back from there may be another person's, or of another day.</summary>
public sealed class NothingKeptTests
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void Components_All_KeepNothingInThePage() => Assert.Empty(
        from type in typeof(PortalUrls).Assembly.GetTypes()
        let kept = type.GetProperties(All).Any(property => property.IsDefined(typeof(PersistentStateAttribute))
            || property.PropertyType == typeof(PersistentComponentState))
        let asked = type.GetConstructors(All).SelectMany(constructor => constructor.GetParameters())
            .Any(parameter => parameter.ParameterType == typeof(PersistentComponentState))
        where kept || asked
        select type.FullName);
}
