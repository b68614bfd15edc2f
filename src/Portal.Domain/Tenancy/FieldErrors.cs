namespace Portal.Domain.Tenancy;

/// <summary>What is wrong with an input, field by field; names are those of the API, in camel case.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, string> _messages = [];

    /// <summary>The first problem of each field.</summary>
    public IReadOnlyDictionary<string, string> Messages => _messages;

    /// <summary>True when nothing is wrong.</summary>
    public bool None => _messages.Count == 0;

    /// <summary>One field's problem.</summary>
    public static FieldErrors Of(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return errors;
    }

    /// <summary>Notes a problem unless the field already has one.</summary>
    public void Add(string field, string message) => _messages.TryAdd(field, message);

    /// <summary>Notes the problem when the rule does not hold.</summary>
    public void Require(bool holds, string field, string message)
    {
        if (!holds)
            Add(field, message);
    }

    /// <summary>Takes over what another check found.</summary>
    public void AddAll(FieldErrors others)
    {
        foreach (var (field, message) in others.Messages)
            Add(field, message);
    }
}
