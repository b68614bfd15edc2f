namespace Portal.Domain.Demo;

/// <summary>How fast a page was for a visitor; told when she leaves it.</summary>
/// <param name="FirstByte">Milliseconds, as the next three.</param>
/// <param name="LargestPaint">Null where the browser does not tell, as the others.</param>
/// <param name="Interaction">Null also when nothing was pressed.</param>
/// <param name="LayoutShift">A score.</param>
internal sealed record DemoLoad(
    DemoVisit Visit, DemoPage Page, int FirstByte, int FirstPaint, int? LargestPaint, int? Interaction, decimal? LayoutShift);
