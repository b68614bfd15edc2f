using System.Globalization;
using System.Net.Mail;
using Portal.Infrastructure.Files;

namespace Portal.Infrastructure.Mail;

/// <summary>Writes mails as files, for an installation without a mail server.</summary>
/// <param name="directory">Where the <c>.eml</c> files are written, by time.</param>
internal sealed class FileTransport(string directory, string from) : IMailTransport
{
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        // SmtpClient chooses the file's name and rights itself and writes it in pieces: it is made where nobody else can look, and
        // appears under its own name when whole.
        var making = PrivateFiles.CreateDirectory(Path.Combine(directory, $".{mail.Id:N}"));
        try
        {
            using (var message = MailFormat.Build(mail, from))
            using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = making })
                await client.SendMailAsync(message, cancellationToken);

            var name = $"{mail.CreatedAt.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}-{mail.Kind}-{mail.Id.ToString("N")[^8..]}.eml";
            var made = Directory.GetFiles(making)[0];
            PrivateFiles.Restrict(made);
            File.Move(made, Path.Combine(directory, name), overwrite: true);
        }
        finally
        {
            Directory.Delete(making, recursive: true);
        }
    }
}
