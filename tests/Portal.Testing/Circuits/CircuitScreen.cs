namespace Portal.Testing.Circuits;

/// <summary>What a browser would show of a circuit, kept by the same rules: each batch edits the components that it names.</summary>
public sealed class CircuitScreen
{
    private readonly Dictionary<int, ScreenNode> _components = [];
    private readonly List<ScreenNode> _roots = [];

    /// <summary>Everything on the screen.</summary>
    public IEnumerable<ScreenNode> All() => _roots.SelectMany(root => root.All());

    /// <summary>The text on the screen with single spaces.</summary>
    public string Text => string.Join(' ', _roots.Select(root => root.Text));

    /// <summary>The elements of a name whose text contains the words.</summary>
    public IEnumerable<ScreenNode> Find(string name, string words = "") =>
        All().Where(node => node.Name == name && node.Text.Contains(words, StringComparison.Ordinal));

    internal void Attach(int componentId)
    {
        var root = new ScreenNode();
        _components[componentId] = root;
        _roots.Add(root);
    }

    internal void Apply(RenderBatch batch)
    {
        foreach (var (componentId, edits) in batch.Updates())
        {
            if (_components.TryGetValue(componentId, out var component))
            {
                Apply(batch, component, edits);
            }
        }

        foreach (var componentId in batch.DisposedComponents())
        {
            if (_components.Remove(componentId, out var gone))
            {
                _roots.Remove(gone);
            }
        }
    }

    private void Apply(RenderBatch batch, ScreenNode parent, IReadOnlyList<RenderBatch.Edit> edits)
    {
        var moves = new List<(int From, int To)>();
        foreach (var edit in edits)
        {
            switch (edit.Kind)
            {
                case 1: // a new frame
                    Insert(batch, parent, edit.Sibling, edit.Target);
                    break;
                case 2: // a child is gone
                    parent.Children.RemoveAt(edit.Sibling);
                    break;
                case 3: // an attribute is set
                    SetAttribute(batch, parent.Children[edit.Sibling], batch.FrameAt(edit.Target));
                    break;
                case 4: // an attribute is gone
                    parent.Children[edit.Sibling].Attributes.Remove(batch.String(edit.Name)!);
                    parent.Children[edit.Sibling].Handlers.Remove(batch.String(edit.Name)!);
                    break;
                case 5: // another text
                case 8: // another markup
                    parent.Children[edit.Sibling].Content = batch.String(batch.FrameAt(edit.Target).First);
                    break;
                case 6: // into a child
                    parent = parent.Children[edit.Sibling];
                    break;
                case 7: // out again
                    parent = parent.Parent!;
                    break;
                case 9: // one of several moves
                    moves.Add((edit.Sibling, edit.Target));
                    break;
                case 10: // all moves at once
                    Move(parent, moves);
                    moves.Clear();
                    break;
                default:
                    throw new InvalidDataException($"A batch holds an edit of kind {edit.Kind}.");
            }
        }
    }

    private static void Move(ScreenNode parent, List<(int From, int To)> moves)
    {
        var before = parent.Children.ToArray();
        foreach (var (from, to) in moves)
        {
            parent.Children[to] = before[from];
        }
    }

    // Returns how many children the frame became: a region is what is in it, a reference nothing.
    private int Insert(RenderBatch batch, ScreenNode parent, int place, int index)
    {
        var frame = batch.FrameAt(index);
        switch (frame.Kind)
        {
            case RenderBatch.Element:
                InsertElement(batch, parent, place, index, frame);
                return 1;
            case RenderBatch.Text:
                parent.Insert(place, new() { Content = batch.String(frame.First) });
                return 1;
            case RenderBatch.Markup:
                parent.Insert(place, new() { Content = batch.String(frame.First), IsMarkup = true });
                return 1;
            case RenderBatch.Component:
                parent.Insert(place, _components[frame.Second] = new());
                return 1;
            case RenderBatch.Region:
                return InsertAll(batch, parent, place, index + 1, index + frame.First);
            default:
                return 0;
        }
    }

    private void InsertElement(RenderBatch batch, ScreenNode parent, int place, int index, RenderBatch.Frame frame)
    {
        var element = new ScreenNode { Name = batch.String(frame.Second) };
        parent.Insert(place, element);
        var (next, end) = (index + 1, index + frame.First);
        for (; next < end && batch.FrameAt(next) is { Kind: RenderBatch.Attribute } attribute; next++)
        {
            SetAttribute(batch, element, attribute);
        }

        InsertAll(batch, element, 0, next, end);
    }

    private int InsertAll(RenderBatch batch, ScreenNode parent, int place, int start, int end)
    {
        var first = place;
        for (var index = start; index < end; index++)
        {
            place += Insert(batch, parent, place, index);
            var frame = batch.FrameAt(index);
            index += frame.Kind is RenderBatch.Element or RenderBatch.Component or RenderBatch.Region ? frame.First - 1 : 0;
        }

        return place - first;
    }

    private static void SetAttribute(RenderBatch batch, ScreenNode element, RenderBatch.Frame attribute)
    {
        var name = batch.String(attribute.First)!;
        if (attribute.EventHandler != 0)
        {
            element.Handlers[name] = attribute.EventHandler;
        }
        else
        {
            element.Attributes[name] = batch.String(attribute.Second);
        }
    }
}
