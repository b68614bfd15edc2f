using System.Globalization;
using System.Net.Mail;

namespace Portal.Infrastructure.Mail;

/// <summary>Writes mails as files, for an installation without a mail server.</summary>
/// <param name="directory">Where the <c>.eml</c> files are written, by time.</param>
internal sealed class FileTransport(string directory, string from) : IMailTransport
{
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        // SmtpClient chooses the file's name itself and writes it in pieces: it appears under its own name when whole.
        var making = Directory.CreateDirectory(Path.Combine(directory, $".{mail.Id:N}")).FullName;
        try
        {
            using (var message = MailFormat.Build(mail, from))
            using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = making })
                await client.SendMailAsync(message, cancellationToken);

            var name = $"{mail.CreatedAt.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}-{mail.Kind}-{mail.Id.ToString("N")[^8..]}.eml";
            File.Move(Directory.GetFiles(making)[0], Path.Combine(directory, name), overwrite: true);
        }
        finally
        {
            Directory.Delete(making, recursive: true);
        }
    }
}
