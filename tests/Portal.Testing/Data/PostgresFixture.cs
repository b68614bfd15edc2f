using Portal.Infrastructure.Data;
using Xunit;

namespace Portal.Testing.Data;

/// <summary>A database of a test class's own: take it as <see cref="IClassFixture{TFixture}"/>.</summary>
public class PostgresFixture : IAsyncLifetime
{
    private string _name = "";

    /// <summary>The three roles' ways into the class's database.</summary>
    public PortalDatabase Database { get; private set; } = null!;

    /// <summary>Makes contexts over the class's database.</summary>
    public PortalDb Db { get; private set; } = null!;

    /// <inheritdoc />
    public virtual async ValueTask InitializeAsync()
    {
        _name = await PostgresServer.CloneAsync();
        Database = new((await PostgresServer.GetAsync()).ConnectionString(_name));
        Db = new(Database);
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Database is not null)
        {
            await Database.DisposeAsync();
            await PostgresServer.DropAsync(_name);
        }
    }
}
