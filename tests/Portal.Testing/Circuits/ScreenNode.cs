using System.Text;

namespace Portal.Testing.Circuits;

/// <summary>A place of the screen: an element, a piece of text or markup, or a component with what it shows.</summary>
public sealed class ScreenNode
{
    /// <summary>The element's name; null for text and components.</summary>
    public string? Name { get; init; }

    /// <summary>Text or markup; null for elements and components.</summary>
    public string? Content { get; set; }

    /// <summary>True when <see cref="Content"/> is markup.</summary>
    public bool IsMarkup { get; init; }

    /// <summary>Of an element.</summary>
    public Dictionary<string, string?> Attributes { get; } = [];

    /// <summary>What the element tells the server of: an event's name, such as <c>onclick</c>, with its handler's id.</summary>
    public Dictionary<string, long> Handlers { get; } = [];

    public List<ScreenNode> Children { get; } = [];

    /// <summary>The text in and below it with single spaces.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            Write(text);
            return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    internal ScreenNode? Parent { get; set; }

    /// <summary>It and all below it.</summary>
    public IEnumerable<ScreenNode> All() => Children.SelectMany(child => child.All()).Prepend(this);

    // Pieces of text that stand beside each other are one word to a reader; elements are apart.
    private void Write(StringBuilder text)
    {
        text.Append(Name is null && !IsMarkup ? "" : " ").Append(Content);
        foreach (var child in Children)
        {
            child.Write(text);
        }

        text.Append(Name is null && !IsMarkup ? "" : " ");
    }

    internal void Insert(int index, ScreenNode child)
    {
        child.Parent = this;
        Children.Insert(index, child);
    }
}
