namespace Portal.Hosting.Process;

/// <summary>Which part of the work a process does.</summary>
public enum PortalRole
{
    /// <summary>Pages, endpoints and jobs.</summary>
    All,

    /// <summary>Pages and endpoints only.</summary>
    Web,

    /// <summary>Jobs only, with the health endpoints.</summary>
    Worker,
}

/// <summary>What the command line asks for.</summary>
public sealed record PortalArguments
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        IntelliShop Portal

          --urls URL[;URL]        where to listen                      (http://localhost:5080)
          --data DIR              keys, mails and embedded database    (.data)
          --no-demo               do not make the demo store
          --demo-size SIZE        small, default or large              (default)
          --role web|worker|all   which part of the work to do         (all)
          --probe URL             ask a running portal whether it is well; 0 when it is, for container health checks
          --help                  this text

        Settings come from the environment too; the README has the table. With ConnectionStrings__Portal set, that
        PostgreSQL (15 to 18) is used and no embedded one is started.
        """;

    public string Urls { get; init; } = "http://localhost:5080";
    public string DataDirectory { get; init; } = ".data";
    public bool Demo { get; init; } = true;
    public string DemoSize { get; init; } = "default";
    public PortalRole Role { get; init; } = PortalRole.All;
    public Uri? Probe { get; init; }
    public bool ShowHelp { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown, lacks its value or has a wrong one; the message names it.</exception>
    public static PortalArguments Parse(IReadOnlyList<string> arguments)
    {
        var result = new PortalArguments();
        for (var index = 0; index < arguments.Count; index++)
        {
            var option = arguments[index];
            result = option switch
            {
                "--urls" => result with { Urls = Value() },
                "--data" => result with { DataDirectory = Value() },
                "--no-demo" => result with { Demo = false },
                "--demo-size" => result with { DemoSize = OneOf("small", "default", "large") },
                "--role" => result with { Role = Enum.Parse<PortalRole>(OneOf("web", "worker", "all"), true) },
                "--probe" => result with { Probe = Address() },
                "--help" or "-h" => result with { ShowHelp = true },
                _ => throw new ArgumentException($"{option} is not an option; --help lists them."),
            };

            string Value() => ++index < arguments.Count ? arguments[index] : throw new ArgumentException($"{option} needs a value.");

            Uri Address() => Uri.TryCreate(Value(), UriKind.Absolute, out var address)
                ? address
                : throw new ArgumentException($"{option} needs an address; it was {arguments[index]}.");

            string OneOf(params string[] allowed)
            {
                var value = Value();
                return allowed.Contains(value) ? value
                    : throw new ArgumentException($"{option} is one of {string.Join(", ", allowed)}; it was {value}.");
            }
        }

        return result;
    }
}
