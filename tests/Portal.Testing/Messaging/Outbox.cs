using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Testing.Messaging;

/// <summary>Mails that an application wrote to files.</summary>
public sealed partial class Outbox(string dataDirectory)
{
    private readonly string _directory = Path.Combine(dataDirectory, "outbox");

    /// <summary>Waits for a mail and returns the link in it.</summary>
    public async Task<Uri> LinkAsync(string recipient, string kind, CancellationToken cancellationToken)
    {
        var mail = await FindAsync(recipient, kind, cancellationToken);
        return new(Link().Match(Decode(mail)).Value);
    }

    /// <summary>Waits up to 15 s for the latest mail of a kind to a recipient, as the file is.</summary>
    public async Task<string> FindAsync(string recipient, string kind, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 150; attempt++)
        {
            var found = All(kind).LastOrDefault(mail => mail.Contains($"To: {recipient}", StringComparison.OrdinalIgnoreCase));
            if (found is not null)
                return found;
            await Task.Delay(100, cancellationToken);
        }

        throw new TimeoutException($"No {kind} mail to {recipient} came.");
    }

    /// <summary>Every mail of a kind so far, oldest first.</summary>
    public IEnumerable<string> All(string kind) => Directory.Exists(_directory)
        ? Directory.GetFiles(_directory, $"*-{kind}-*.eml").Order(StringComparer.Ordinal).Select(File.ReadAllText)
        : [];

    private static string Decode(string mail) => WebUtility.HtmlDecode(
        Escape().Replace(mail.Replace("=\r\n", "", StringComparison.Ordinal),
            match => ((char)Convert.ToByte(match.Groups[1].Value, 16)).ToString()));

    [GeneratedRegex("https?://[^\\s\"<]+")]
    private static partial Regex Link();

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex Escape();
}
