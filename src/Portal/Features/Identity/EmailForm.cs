namespace Portal.Features.Identity;

/// <summary>A form that asks for nothing but an e-mail address.</summary>
internal sealed class EmailForm
{
    public string? Email { get; set; }
}
