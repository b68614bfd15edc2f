using System.Text.RegularExpressions;
using Xunit;

namespace Portal.Domain.Tests.Architecture;

/// <summary>
/// What must go through one place, so that it is right everywhere: files, links out of the portal, what unpacks or parses. Who needs
/// another exception writes it here with the reason.
/// </summary>
public sealed class SafetyRuleTests
{
    private static readonly Dictionary<string, string> MakesFiles = new()
    {
        ["Portal.Infrastructure/Shared/Files/PrivateFiles.cs"] = "The place.",
        ["Portal.Infrastructure/Data/Workloads/BackendPriority.cs"] = "Writes to the kernel's own file of a process.",
        ["Portal.Infrastructure/Data/Embedded/EmbeddedPostgres.cs"] = "Appends to a file that initdb made for its own user.",
        ["Portal.Infrastructure/Shared/Spooling/Spool.cs"] = "Makes a file for its own user that has no name from its first moment on.",
        ["Portal.Infrastructure/Data/Embedded/EmbeddedPostgresFiles.cs"] = "Links libraries of the package.",
    };

    private static readonly Dictionary<string, string> LeadsOut = new()
    {
        ["Portal/Components/Shared/ExternalButton.razor"] = "The place.",
        ["Portal/Components/Shared/PlaceSource.razor"] = "An address of our own choice.",
    };

    private static readonly Dictionary<string, string> Unpacks = new()
    {
        ["Portal.Infrastructure/Imports/Reading/UnpackedStream.cs"] = "Limits size and ratio.",
        ["Portal/Features/Events/EventBody.cs"] = "Reads one byte past the limit at most.",
        ["Portal.Infrastructure/Events/Retention/EventArchive.cs"] = "Files of the portal's own.",
        ["Portal/Features/Events/TrackerEndpoints.cs"] = "Packs the tracker.",
    };

    private static readonly Dictionary<string, string> ReadsXml = new()
    {
        ["Portal.Infrastructure/ExchangeRates/EuroRatesXml.cs"] = "Forwards, without DTD, limited in size and depth.",
        ["Portal.Infrastructure/Identity/KeyRingRepository.cs"] = "Keys that the framework wrote.",
        ["Portal.Infrastructure/Identity/MasterKeyEncryptor.cs"] = "Keys that the framework wrote.",
        ["Portal.Infrastructure/Identity/MasterKeyDecryptor.cs"] = "Keys that the framework wrote.",
    };

    private static readonly Dictionary<string, string> Expressions = new()
    {
        ["Portal.Domain/Events/Channels/ChannelRules.cs"] = "Over 200 characters at most.",
        ["Portal.Domain/Events/Bots/DeclaredCrawlers.cs"] = "Over 512 bytes at most.",
        ["Portal.Domain/Analytics/Privacy/PersonalData.cs"] = "With a time limit; begins once in each run of letters.",
        ["Portal.Infrastructure/Messaging/UnsentMails.cs"] = "Over the 500 characters that are kept of an error.",
        ["Portal.Infrastructure/Exports/XlsxText.cs"] = "Looks seven characters ahead and repeats nothing.",
        ["Portal.Infrastructure/Events/Enrichment/AddressPlaces.cs"] = "Begins only at the start of a name from a file of ours.",
    };

    [Fact]
    public void Files_AreMadeInOnePlace() => Assert.Equal(
        MakesFiles.Keys.Order(StringComparer.Ordinal),
        Uses(@"\bFile\.(Create|WriteAll|AppendAll|AppendText|OpenWrite|Open\()|\bnew FileStream\b|\bDirectory\.Create(?!Temp)|\bnew StreamWriter\(""|CreateSymbolicLink", ".cs"));

    [Fact]
    public void LinksOutOfThePortal_AreMadeInOnePlace() =>
        Assert.Equal(LeadsOut.Keys.Order(StringComparer.Ordinal), Uses("target=\\\\?\"_blank", ".razor", ".cs"));

    [Fact]
    public void PackedInput_IsReadWhereItIsLimited() =>
        Assert.Equal(Unpacks.Keys.Order(StringComparer.Ordinal),
        Uses(@"\bnew (\w+\.)*(GZipStream|BrotliStream|DeflateStream|ZLibStream|ZipArchive)\b|\bGZipStream\(|ZipArchiveMode", ".cs"));

    [Fact]
    public void Xml_IsReadWhereItIsLimited() =>
        Assert.Equal(ReadsXml.Keys.Order(StringComparer.Ordinal), Uses(@"\b(XmlReader|XDocument|XmlDocument|XElement|XPathDocument)\b",
        ".cs"));

    [Fact]
    public void RegularExpressions_AreKnownWithTheReasonWhyTheyEnd() =>
        Assert.Equal(Expressions.Keys.Order(StringComparer.Ordinal),
        Uses(@"\bGeneratedRegex\(|\bnew Regex\(|\bRegex\? |\bRegex\.(IsMatch|Match|Replace|Split)", ".cs"));

    private static IEnumerable<string> Uses(string pattern, params string[] endings) =>
        SourceTree.Files(endings).Where(file => Regex.IsMatch(file.Text, pattern)).Select(file => file.Path).Order(StringComparer.Ordinal);
}
