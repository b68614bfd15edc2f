using System.Globalization;
using MimeKit;
using Portal.Infrastructure.Shared.Files;

namespace Portal.Infrastructure.Messaging;

/// <summary>Writes mails as files, for an installation without a mail server.</summary>
/// <param name="directory">Where the <c>.eml</c> files are written, by time.</param>
internal sealed class FileTransport(string directory, string from) : IMailTransport
{
    private static readonly FormatOptions Format = Crlf();

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var message = MailFormat.Build(mail, from);
        var name =
            $"{mail.CreatedAt.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}-{mail.Kind}-{mail.Id.ToString("N")[^8..]}.eml";

        // A file appears under its own name when it is whole.
        var making = Path.Combine(directory, $".{mail.Id:N}");
        await using (var file = PrivateFiles.Create(making))
            await message.WriteToAsync(Format, file, cancellationToken);
        File.Move(making, Path.Combine(directory, name), overwrite: true);
    }

    // Lines end as on the wire, whatever the system's own ends are.
    private static FormatOptions Crlf()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
