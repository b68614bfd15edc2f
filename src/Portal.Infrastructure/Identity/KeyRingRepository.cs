using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Identity;

/// <summary>Keeps the key ring in the database, so that every node reads the same cookies.</summary>
internal sealed class KeyRingRepository(PortalDatabase database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = database.App.CreateCommand("select xml from data_protection_keys order by created_at");
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
            elements.Add(XElement.Parse(reader.GetString(0)));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = database.App.CreateCommand("insert into data_protection_keys (id, friendly_name, xml) values ($1, $2, $3)");
        command.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        command.Parameters.Add(new() { Value = friendlyName });
        command.Parameters.Add(new() { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.ExecuteNonQuery();
    }
}
