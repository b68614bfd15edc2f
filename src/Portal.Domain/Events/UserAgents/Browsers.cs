namespace Portal.Domain.Events.UserAgents;

/// <summary>Browsers by the token each adds to the one it was made from; the first that is found names it.</summary>
internal static class Browsers
{
    // Apps come first: their built-in browsers call themselves Safari or Chrome too. Then browsers made from others.
    private static readonly (string Token, string Name)[] Tokens =
    [
        ("Instagram", "Instagram"),
        ("FBAN/Messenger", "Messenger"), ("MessengerForiOS", "Messenger"), ("Orca-Android", "Messenger"),
        ("FBAN/", "Facebook"), ("FBAV/", "Facebook"), ("FB_IAB/", "Facebook"), ("MetaIAB Facebook", "Facebook"),
        ("musical_ly", "TikTok"), ("BytedanceWebview", "TikTok"), ("TikTok", "TikTok"), ("trill_", "TikTok"),
        ("MicroMessenger/", "WeChat"), (" Line/", "Line"), ("KAKAOTALK", "KakaoTalk"), ("WhatsApp/", "WhatsApp"), ("Viber/", "Viber"),
        ("Telegram", "Telegram"), ("Snapchat/", "Snapchat"), ("Pinterest/", "Pinterest"), ("Twitter for", "X"), ("TwitterAndroid", "X"),
        ("LinkedInApp", "LinkedIn"), ("GSA/", "Google app"), ("NAVER(", "Naver"), ("baiduboxapp", "Baidu"), ("Weibo", "Weibo"),
        ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("Edg/", "Edge"), ("Edge/", "Edge"),
        ("OPR/", "Opera"), ("OPT/", "Opera"), ("OPX/", "Opera"), ("OPiOS/", "Opera"), ("Opera", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"), ("UCBrowser", "UC Browser"), ("UCWEB", "UC Browser"), ("YaBrowser/", "Yandex Browser"),
        ("Brave/", "Brave"), ("Vivaldi/", "Vivaldi"), ("DuckDuckGo/", "DuckDuckGo"), ("Ddg/", "DuckDuckGo"), ("Whale/", "Whale"),
        ("MiuiBrowser/", "Mi Browser"), ("HuaweiBrowser/", "Huawei Browser"), ("HeyTapBrowser/", "HeyTap"),
        ("VivoBrowser/", "Vivo Browser"),
        ("QQBrowser/", "QQ Browser"), ("Silk/", "Silk"), ("PhoenixBrowser", "Phoenix"), ("PHX/", "Phoenix"), ("Puffin/", "Puffin"),
        ("FxiOS/", "Firefox"), ("Focus/", "Firefox"), ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"), ("; wv)", "Android WebView"), ("Chromium/", "Chrome"), ("Chrome/", "Chrome"),
        ("Trident/", "Internet Explorer"), ("MSIE ", "Internet Explorer"),
    ];

    public static string? Find(ReadOnlySpan<char> text)
    {
        foreach (var (token, name) in Tokens)
        {
            if (text.Contains(token, StringComparison.Ordinal))
            {
                return name;
            }
        }

        return text.Contains("AppleWebKit/", StringComparison.Ordinal) ? WebKit(text) : null;
    }

    private static string? WebKit(ReadOnlySpan<char> text)
    {
        if (text.Contains("Android", StringComparison.Ordinal))
        {
            return "Android Browser";
        }

        if (text.Contains("Version/", StringComparison.Ordinal) && text.Contains("Safari/", StringComparison.Ordinal))
        {
            return "Safari";
        }

        return text.Contains("iPhone", StringComparison.Ordinal) || text.Contains("iPad", StringComparison.Ordinal) ? "iOS WebView" : null;
    }
}
