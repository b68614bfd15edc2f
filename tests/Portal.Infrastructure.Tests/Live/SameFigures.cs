using System.Text.Json;
using Portal.Infrastructure.Live;

namespace Portal.Infrastructure.Tests.Live;

/// <summary>Compares what two boards show, part by part.</summary>
internal static class SameFigures
{
    public static void Assert(LiveSnapshot expected, LiveSnapshot actual)
    {
        foreach (var part in typeof(LiveSnapshot).GetProperties().Where(p => p.Name != nameof(LiveSnapshot.Lag)))
        {
            Xunit.Assert.Equal($"{part.Name} {JsonSerializer.Serialize(part.GetValue(expected))}",
                $"{part.Name} {JsonSerializer.Serialize(part.GetValue(actual))}");
        }
    }
}
