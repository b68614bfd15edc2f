using Portal.Domain.Events.UserAgents;
using Xunit;

namespace Portal.Domain.Tests.Events.UserAgents;

public sealed class UserAgentTests
{
    private const string Gecko = "AppleWebKit/537.36 (KHTML, like Gecko)";
    private const string IPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    private const string Android = "Mozilla/5.0 (Linux; Android 10; K) " + Gecko;
    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + Gecko;

    [Theory]
    [InlineData(Windows + " Chrome/142.0.0.0 Safari/537.36", "Chrome")]
    [InlineData(Windows + " Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge")]
    [InlineData(Windows + " Chrome/126.0.0.0 Safari/537.36 OPR/112.0.0.0", "Opera")]
    [InlineData(Windows + " Chrome/126.0.0.0 YaBrowser/24.6.0.0 Safari/537.36", "Yandex Browser")]
    [InlineData(Windows + " Chrome/126.0.0.0 Safari/537.36 Brave/1", "Brave")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko", "Internet Explorer")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
        "Safari")]
    [InlineData(IPhone + " Version/18.5 Mobile/15E148 Safari/604.1", "Safari")]
    [InlineData(IPhone + " CriOS/142.0.0.0 Mobile/15E148 Safari/604.1", "Chrome")]
    [InlineData(IPhone + " FxiOS/144.0 Mobile/15E148 Safari/605.1.15", "Firefox")]
    [InlineData(IPhone + " EdgiOS/142.0 Version/18.0 Mobile/15E148 Safari/604.1", "Edge")]
    [InlineData(IPhone + " GSA/323.0.647062479 Mobile/15E148 Safari/604.1", "Google app")]
    [InlineData(IPhone + " Mobile/15E148", "iOS WebView")]
    [InlineData(IPhone + " Mobile/15E148 [FBAN/FBIOS;FBAV/470.0.0.40.107;FBDV/iPhone13,2] MetaIAB Facebook", "Facebook")]
    [InlineData(IPhone + " Mobile/15E148 Instagram 336.0.0.35.90 (iPhone14,5; iOS 18_5; en_US)", "Instagram")]
    [InlineData(IPhone + " Mobile/15E148 Line/14.9.0", "Line")]
    [InlineData(IPhone + " Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI", "WeChat")]
    [InlineData(IPhone + " Mobile/21F90 [LinkedInApp]/9.29.9155", "LinkedIn")]
    [InlineData(Android + " Chrome/126.0.0.0 Mobile Safari/537.36 trill_350102 AppName/musical_ly BytedanceWebview/d8a21c6", "TikTok")]
    [InlineData(Android + " SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", "Samsung Internet")]
    [InlineData("Mozilla/5.0 (Linux; U; Android 11; en-US; RMX2185) " + Gecko
        + " Version/4.0 Chrome/100.0 UCBrowser/13.4.0.1306 Mobile Safari/537.36", "UC Browser")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-A546E; wv) " + Gecko + " Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36",
        "Android WebView")]
    [InlineData("Dalvik/2.1.0 (Linux; U; Android 13; SM-A536E Build/TP1A)", null)]
    public void Parse_Browser_IsTheNameThatPeopleKnow(string text, string? browser) => Assert.Equal(browser, UserAgent.Parse(text).Browser);

    [Theory]
    [InlineData(Windows + " Chrome/142.0.0.0 Safari/537.36", "Windows", "desktop")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
        "macOS", "desktop")]
    [InlineData("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " + Gecko + " Chrome/126.0.0.0 Safari/537.36", "ChromeOS", "desktop")]
    [InlineData("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Linux", "desktop")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; Tablet PC 2.0; rv:11.0) like Gecko", "Windows", "desktop")]
    [InlineData(IPhone + " Version/18.5 Mobile/15E148 Safari/604.1", "iOS", "mobile")]
    [InlineData(Android + " Chrome/142.0.0.0 Mobile Safari/537.36", "Android", "mobile")]
    [InlineData("Mozilla/5.0 (Linux; Android 10; HarmonyOS; ANA-NX9) " + Gecko + " Chrome/114.0 HuaweiBrowser/15.0 Mobile Safari/537.36",
        "HarmonyOS", "mobile")]
    [InlineData("Dalvik/2.1.0 (Linux; U; Android 13; SM-A536E Build/TP1A)", "Android", "mobile")]
    [InlineData("ShopApp/3 CFNetwork/1496.0.7 Darwin/23.5.0", "iOS", "mobile")]
    [InlineData(Android + " Chrome/142.0.0.0 Safari/537.36", "Android", "tablet")]
    [InlineData(
        "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "iPadOS", "tablet")]
    [InlineData("Mozilla/5.0 (Linux; Android 9; KFMAWI) " + Gecko + " Silk/126.2.1 like Chrome/126.0.6478.71 Safari/537.36", "Android",
        "tablet")]
    [InlineData("Mozilla/5.0 (Linux; Tizen 6.0) SmartTV AppleWebKit/538.1 SamsungBrowser/4.0 Chrome/76 TV Safari/537.36", "Tizen", "tv")]
    [InlineData("Mozilla/5.0 (Web0S; Linux/SmartTV) " + Gecko + " Chrome/94.0.4606.128 Safari/537.36", "webOS", "tv")]
    [InlineData("Mozilla/5.0 (PlayStation; PlayStation 5/6.00) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.4 Safari/605.1.15",
        "PlayStation", "console")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox One) " + Gecko + " Chrome/120.0.0.0 Safari/537.36 Edge/44.18363.8131",
        "Xbox", "console")]
    [InlineData("Something/1.0", null, "other")]
    public void Parse_System_NamesItAndTheDevice(string text, string? os, string device)
    {
        var agent = UserAgent.Parse(text);

        Assert.Equal((os, device), (agent.Os, agent.Device));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("analytics-node/2.1.3")]
    [InlineData("analytics-python/2.3.2")]
    [InlineData("Segment.io/1.0")]
    public void Parse_NobodysDevice_IsNone(string text) => Assert.Equal(UserAgent.None, UserAgent.Parse(text));

    [Fact]
    public void Parse_LongerThanItLooks_ReadsOnlyTheBeginning() =>
        Assert.Equal(new(null, null, "other"), UserAgent.Parse(new string('x', UserAgent.MaxLength) + " Firefox/144.0 Windows"));
}
