using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Portal.Domain.Tests.Architecture;

/// <summary>Which namespaces of a built assembly use which: read from its code, so that no text can deceive it.</summary>
internal sealed class RoomGraph
{
    private readonly Dictionary<(string From, string To), string> _edges = [];
    private readonly Func<string, string?> _room;

    /// <param name="room">The room of a namespace; null leaves it out.</param>
    public RoomGraph(AssemblyDefinition assembly, Func<string, string?> room)
    {
        _room = room;
        foreach (var type in assembly.MainModule.GetAllTypes())
        {
            foreach (var used in Used(type))
                Add(type, used);
        }
    }

    /// <summary>Each use once, with the types of one place where it happens.</summary>
    public IReadOnlyDictionary<(string From, string To), string> Edges => _edges;

    /// <summary>Opens what the build made of a project.</summary>
    public static AssemblyDefinition Open(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return AssemblyDefinition.ReadAssembly(Path.Combine(SourceTree.Root, "artifacts", "bin", project, configuration, $"{project}.dll"));
    }

    /// <summary>Uses that are part of a circle, each with its example.</summary>
    public IEnumerable<string> Circles(IReadOnlyCollection<(string From, string To)> allowed)
    {
        var edges = _edges.Keys.Except(allowed).ToLookup(edge => edge.From, edge => edge.To);
        return _edges.Where(edge => !allowed.Contains(edge.Key) && Reaches(edges, edge.Key.To, edge.Key.From))
            .Select(edge => $"{edge.Key.From} → {edge.Key.To}: {edge.Value}").Order(StringComparer.Ordinal);
    }

    private static bool Reaches(ILookup<string, string> edges, string from, string to)
    {
        var seen = new HashSet<string> { from };
        var waiting = new Queue<string>(seen);
        while (waiting.TryDequeue(out var room))
        {
            if (room == to)
                return true;
            foreach (var next in edges[room].Where(seen.Add))
                waiting.Enqueue(next);
        }

        return false;
    }

    private void Add(TypeDefinition from, TypeReference used)
    {
        var (user, target) = (Outermost(from), Outermost(used.GetElementType()));
        if (target.Scope != from.Module || _room(user.Namespace) is not { } room || _room(target.Namespace) is not { } other)
            return;
        if (room != other)
            _edges.TryAdd((room, other), $"{user.Name} uses {target.Name}");
    }

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is not null)
            type = type.DeclaringType;
        return type;
    }

    private static IEnumerable<TypeReference> Used(TypeDefinition type)
    {
        var direct = type.Interfaces.Select(i => i.InterfaceType).Concat(type.Fields.Select(field => field.FieldType))
            .Concat(type.CustomAttributes.Select(attribute => attribute.AttributeType)).Append(type.BaseType)
            .Concat(type.Methods.SelectMany(OfMethod));
        return direct.Where(used => used is not null).SelectMany(Parts);
    }

    private static IEnumerable<TypeReference> OfMethod(MethodDefinition method)
    {
        var signature = method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);
        return !method.HasBody ? signature : signature.Concat(method.Body.Variables.Select(variable => variable.VariableType))
            .Concat(method.Body.Instructions.SelectMany(instruction => instruction.Operand switch
            {
                GenericInstanceMethod generic => generic.GenericArguments.Append(generic.DeclaringType),
                MemberReference member and not TypeReference => [member.DeclaringType],
                TypeReference used => [used],
                _ => Enumerable.Empty<TypeReference>(),
            }));
    }

    // What a generic or an array is made of counts as well.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };
}
