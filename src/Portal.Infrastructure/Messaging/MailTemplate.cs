using System.Net;
using System.Text;

namespace Portal.Infrastructure.Messaging;

/// <summary>The one shape of the portal's own mails: what happened, one link, how long it works.</summary>
/// <param name="Paragraphs">Plain text; encoded when it becomes HTML.</param>
/// <param name="Action">Text of the link.</param>
/// <param name="After">A last line, such as how long the link works.</param>
internal sealed record MailTemplate(string Subject, IReadOnlyList<string> Paragraphs, string Action, Uri Link, string After)
{
    public string Text()
    {
        var text = new StringBuilder();
        foreach (var paragraph in Paragraphs)
            text.Append(paragraph).Append("\n\n");
        return text.Append(Action).Append(":\n").Append(Link.AbsoluteUri).Append("\n\n").Append(After).Append('\n').ToString();
    }

    public string Html()
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
            .Append(Encode(Subject))
            .Append("</title></head><body "
                + "style=\"font-family:Inter,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5;color:#171a21\">");
        foreach (var paragraph in Paragraphs)
            html.Append("<p>").Append(Encode(paragraph)).Append("</p>");
        return html.Append("<p><a href=\"").Append(Encode(Link.AbsoluteUri)).Append("\">").Append(Encode(Action)).Append("</a></p><p>")
            .Append(Encode(After)).Append("</p></body></html>").ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
