namespace Portal.Infrastructure.Events.Rows;

/// <summary>
/// What columns of their own hold of a message's properties and context; the values are JSON tokens. What is read first
/// wins, so the message's own context is read before the one its batch shares.
/// </summary>
internal ref struct MessageFacts
{
    public ReadOnlySpan<byte> Url;
    public ReadOnlySpan<byte> Path;
    public ReadOnlySpan<byte> Title;
    public ReadOnlySpan<byte> Referrer;
    public ReadOnlySpan<byte> SessionId;
    public ReadOnlySpan<byte> UserAgent;
    public ReadOnlySpan<byte> UserAgentData;
    public ReadOnlySpan<byte> Ip;
    public ReadOnlySpan<byte> TimeZone;
    public ReadOnlySpan<byte> Library;
    public ReadOnlySpan<byte> Country;
    public ReadOnlySpan<byte> Region;
    public ReadOnlySpan<byte> City;
    public ReadOnlySpan<byte> CampaignSource;
    public ReadOnlySpan<byte> CampaignMedium;
    public ReadOnlySpan<byte> CampaignName;

    public void ReadContext(ReadOnlySpan<byte> context)
    {
        foreach (var member in new JsonMembers(context))
        {
            if (member.IsNull)
            {
                continue;
            }

            if (member.IsObject)
            {
                ReadPart(member);
            }

            _ = member.Fill("userAgent"u8, ref UserAgent) || member.Fill("timezone"u8, ref TimeZone) || member.Fill("ip"u8, ref Ip)
                || member.Fill("sessionId"u8, ref SessionId) || member.Fill("userAgentData"u8, ref UserAgentData);
        }
    }

    /// <summary>Takes the page's fields.</summary>
    public void ReadPage(ReadOnlySpan<byte> page)
    {
        foreach (var member in new JsonMembers(page))
        {
            _ = member.IsNull || member.Fill("url"u8, ref Url) || member.Fill("path"u8, ref Path)
                || member.Fill("title"u8, ref Title) || member.Fill("referrer"u8, ref Referrer);
        }
    }

    private void ReadPart(in JsonMember part)
    {
        if (part.Name.SequenceEqual("page"u8))
        {
            ReadPage(part.Value);
        }
        else if (part.Name.SequenceEqual("campaign"u8))
        {
            ReadCampaign(part.Value);
        }
        else if (part.Name.SequenceEqual("location"u8))
        {
            ReadLocation(part.Value);
        }
        else if (part.Name.SequenceEqual("library"u8))
        {
            foreach (var member in new JsonMembers(part.Value))
            {
                member.Fill("name"u8, ref Library);
            }
        }
    }

    private void ReadCampaign(ReadOnlySpan<byte> campaign)
    {
        foreach (var member in new JsonMembers(campaign))
        {
            _ = member.IsNull || member.Fill("source"u8, ref CampaignSource) || member.Fill("medium"u8, ref CampaignMedium)
                || member.Fill("name"u8, ref CampaignName);
        }
    }

    private void ReadLocation(ReadOnlySpan<byte> location)
    {
        foreach (var member in new JsonMembers(location))
        {
            _ = member.IsNull || member.Fill("country"u8, ref Country) || member.Fill("region"u8, ref Region)
                || member.Fill("city"u8, ref City);
        }
    }
}
