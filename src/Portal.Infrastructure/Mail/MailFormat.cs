using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace Portal.Infrastructure.Mail;

/// <summary>The MIME shape of every mail: text and HTML, in UTF-8.</summary>
internal static class MailFormat
{
    public static MailMessage Build(OutgoingMail mail, string from)
    {
        var message = new MailMessage(new MailAddress(from, "IntelliShop"), new MailAddress(mail.Recipient))
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", $"<{mail.Id:N}@{message.From!.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.AlternateViews.Add(View(mail.TextBody, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(mail.HtmlBody, MediaTypeNames.Text.Html));
        return message;
    }

    private static AlternateView View(string body, string mediaType)
    {
        var view = AlternateView.CreateAlternateViewFromString(body, Encoding.UTF8, mediaType);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }
}
