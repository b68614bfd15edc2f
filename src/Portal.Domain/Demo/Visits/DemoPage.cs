using System.Text;

namespace Portal.Domain.Demo.Visits;

/// <summary>A page of the demo store's web shop.</summary>
public sealed record DemoPage(string Path, string Title)
{
    public static readonly DemoPage Home = new("/", "Kopi & Kain");
    public static readonly DemoPage Search = new("/search", "Search");
    public static readonly DemoPage Cart = new("/cart", "Your cart");
    public static readonly DemoPage Checkout = new("/checkout", "Checkout");
    public static readonly DemoPage Payment = new("/checkout/payment", "Payment");
    public static readonly DemoPage Thanks = new("/checkout/thanks", "Thank you");

    /// <summary>The full address.</summary>
    public string Url { get; } = "https://" + DemoProfile.Domain + Path;

    /// <summary>A name as it stands in an address.</summary>
    public static string Slug(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
