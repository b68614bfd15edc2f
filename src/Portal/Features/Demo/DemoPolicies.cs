namespace Portal.Features.Demo;

/// <summary>Rights over the simulator of the demo store.</summary>
public static class DemoPolicies
{
    public const string CanControl = "demo.control";
}
