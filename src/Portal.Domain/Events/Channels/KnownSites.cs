using System.Collections.Frozen;

namespace Portal.Domain.Events.Channels;

/// <summary>
/// Sites that send visitors. Each line is a name and then what it is known by: a domain with all its sub-domains,
/// <c>brand.*</c> for the brand's own domain in any country (bare or with www or m), or a word that stands for it in
/// <c>utm_source</c>. The name itself is such a word too.
/// </summary>
public static class KnownSites
{
    private const string Search = """
        google google.* lens.google.com com.google.android.googlequicksearchbox googleads adwords google-ads
        bing bing.com bingads bing-ads
        yahoo yahoo.* search.yahoo.com search.yahoo.co.jp
        duckduckgo duckduckgo.com
        ecosia ecosia.org
        yandex yandex.* ya.ru
        baidu baidu.com
        naver search.naver.com m.search.naver.com
        daum search.daum.net
        seznam search.seznam.cz
        sogou sogou.com
        so.com so.com haosou.com
        startpage startpage.com
        qwant qwant.com
        brave search.brave.com
        kagi kagi.com
        ask ask.com
        aol search.aol.com aol.com
        coccoc coccoc.com
        mojeek mojeek.com
        swisscows swisscows.com
        rambler nova.rambler.ru
        msn msn.com
        """;

    private const string Social = """
        facebook facebook.com fb.com fb.me com.facebook.katana fb meta facebook-ads
        instagram instagram.com com.instagram.android ig insta
        tiktok tiktok.com com.zhiliaoapp.musically tik-tok
        x x.com twitter.com t.co twitter com.twitter.android
        linkedin linkedin.com lnkd.in com.linkedin.android
        pinterest pinterest.* pin.it com.pinterest
        reddit reddit.com redd.it out.reddit.com
        threads threads.net threads.com
        snapchat snapchat.com
        bluesky bsky.app go.bsky.app
        mastodon mastodon.social mastodon.online
        quora quora.com
        tumblr tumblr.com
        vk vk.com vkontakte
        odnoklassniki ok.ru
        weibo weibo.com weibo.cn
        xiaohongshu xiaohongshu.com rednote
        zhihu zhihu.com
        douban douban.com
        kaskus kaskus.co.id
        medium medium.com
        substack substack.com
        hackernews news.ycombinator.com hn
        flipboard flipboard.com
        nextdoor nextdoor.com
        xing xing.com
        linktree linktr.ee
        """;

    private const string Video = """
        youtube youtube.com youtu.be m.youtube.com com.google.android.youtube yt
        vimeo vimeo.com
        twitch twitch.tv
        dailymotion dailymotion.com
        bilibili bilibili.com
        niconico nicovideo.jp
        vidio vidio.com
        netflix netflix.com
        rumble rumble.com
        """;

    private const string Shopping = """
        google-shopping shopping.google.com merchants.google.com googleshopping
        amazon amazon.*
        ebay ebay.*
        etsy etsy.com
        shopee shopee.*
        tokopedia tokopedia.com
        lazada lazada.*
        bukalapak bukalapak.com
        blibli blibli.com
        alibaba alibaba.com aliexpress.* aliexpress
        walmart walmart.com
        rakuten rakuten.* rakuten.co.jp
        idealo idealo.*
        zalando zalando.*
        mercadolibre mercadolibre.* mercadolivre.com.br
        shopzilla shopzilla.com
        pricegrabber pricegrabber.com
        priceza priceza.*
        iprice iprice.*
        klarna klarna.com
        temu temu.com
        """;

    private const string Chat = """
        whatsapp whatsapp.com wa.me com.whatsapp wa
        telegram telegram.org t.me telegram.me web.telegram.org org.telegram.messenger
        messenger messenger.com m.me l.messenger.com com.facebook.orca
        line line.me liff.line.me jp.naver.line.android
        wechat weixin.qq.com mp.weixin.qq.com weixin com.tencent.mm
        viber viber.com
        discord discord.com discordapp.com
        slack slack.com
        skype skype.com web.skype.com
        signal signal.org
        kakaotalk kakao.com com.kakao.talk
        zalo zalo.me
        teams teams.microsoft.com
        """;

    private const string Assistant = """
        chatgpt chatgpt.com chat.openai.com openai
        perplexity perplexity.ai
        gemini gemini.google.com bard.google.com
        claude claude.ai
        copilot copilot.microsoft.com copilot.com
        deepseek chat.deepseek.com
        grok grok.com
        mistral chat.mistral.ai
        meta-ai meta.ai
        you you.com
        poe poe.com
        phind phind.com
        """;

    private const string Mail = """
        gmail mail.google.com com.google.android.gm
        outlook outlook.live.com outlook.office.com outlook.office365.com outlook.com
        yahoo-mail mail.yahoo.com mail.yahoo.co.jp
        icloud-mail icloud.com
        proton mail.proton.me
        gmx gmx.net gmx.com gmx.de
        web-de web.de
        zoho-mail mail.zoho.com
        aol-mail mail.aol.com
        qq-mail mail.qq.com
        """;

    private static readonly FrozenDictionary<string, KnownSite> Known = Load();

    /// <summary>The site that a host, or a word of <c>utm_source</c>, stands for; null when it is not known.</summary>
    /// <param name="text">In lower case.</param>
    public static KnownSite? Find(string text)
    {
        if (!text.Contains('.', StringComparison.Ordinal))
        {
            return Known.GetValueOrDefault(text);
        }

        for (var part = text; part.Length > 0; part = part.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? part[(dot + 1)..]
            : "")
        {
            if (Known.TryGetValue(part, out var site))
            {
                return site;
            }
        }

        var host = Hosts.WithoutPrefix(text);
        return host.IndexOf('.', StringComparison.Ordinal) is > 0 and var end && Hosts.Registrable(host) == host
            ? Known.GetValueOrDefault(host[..end] + ".*") : null;
    }

    private static FrozenDictionary<string, KnownSite> Load()
    {
        var known = new Dictionary<string, KnownSite>();
        Add(SiteKind.Search, Search);
        Add(SiteKind.Social, Social);
        Add(SiteKind.Video, Video);
        Add(SiteKind.Shopping, Shopping);
        Add(SiteKind.Chat, Chat);
        Add(SiteKind.Assistant, Assistant);
        Add(SiteKind.Mail, Mail);
        return known.ToFrozenDictionary();

        void Add(SiteKind kind, string lines)
        {
            foreach (var line in lines.Split('\n', StringSplitOptions.TrimEntries))
            {
                var words = line.Split(' ');
                var site = new KnownSite(words[0], kind);
                foreach (var word in words.Distinct())
                {
                    known.Add(word, site);
                }
            }
        }
    }
}
