using System.Globalization;
using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Portal.Infrastructure.Messaging;

/// <summary>The MIME shape of every mail: text and HTML, in UTF-8.</summary>
internal static class MailFormat
{
    public static MimeMessage Build(OutgoingMail mail, string from)
    {
        var sender = new MailboxAddress("IntelliShop", from);
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{mail.Id:N}@{sender.Domain}"),
            Body = new MultipartAlternative(Part(TextFormat.Plain, mail.TextBody), Part(TextFormat.Html, mail.HtmlBody)),
        };
        message.From.Add(sender);
        message.To.Add(Recipient(mail));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static MailboxAddress Recipient(OutgoingMail mail) => MailboxAddress.TryParse(mail.Recipient, out var recipient)
        ? recipient : throw new FormatException("The recipient is no e-mail address.");

    private static TextPart Part(TextFormat format, string body)
    {
        var part = new TextPart(format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, body);
        return part;
    }
}
