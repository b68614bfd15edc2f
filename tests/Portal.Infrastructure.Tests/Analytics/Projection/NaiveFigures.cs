using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Projection;

/// <summary>
/// Every figure of the read models counted afresh from the raw events, as anybody would write it in SQL. Each statement
/// gives rows of one text; $1 is the store. Beside it stands the statement that reads the same from the read model.
/// </summary>
internal static class NaiveFigures
{
    internal const string Sessions = """
        with recursive gaps as (
          select *, case when occurred_at - lag(occurred_at) over w <= interval '30 minutes' then 0 else 1 end as opens
          from events where tenant_id = $1 and anonymous_id is not null and name <> 'web_vitals'
          window w as (partition by visitor, is_bot order by occurred_at)
        ),
        numbered as (select *, sum(opens) over (partition by visitor, is_bot order by occurred_at) as number from gaps),
        visits as (
          select visitor, is_bot, number, min(occurred_at) as started_at, max(occurred_at) as ended_at, count(*) as events,
            count(*) filter (where name in ('page_viewed', 'screen_viewed')) as pageviews,
            count(*) filter (where name = 'product_viewed') as product_views, count(*) filter (where name = 'product_added') as cart_adds,
            count(*) filter (where name = 'checkout_started') as checkouts,
              count(*) filter (where name = 'order_completed') as order_events,
            count(*) filter (where name = 'products_searched') as searches,
            coalesce((array_agg(channel order by occurred_at) filter (where channel is not null))[1], 'direct') as channel,
            (array_agg(source order by occurred_at) filter (where channel is not null))[1] as source,
            (array_agg(medium order by occurred_at) filter (where channel is not null))[1] as medium,
            (array_agg(campaign order by occurred_at) filter (where channel is not null))[1] as campaign,
            (array_agg(path order by occurred_at) filter (where name = 'page_viewed'))[1] as landing,
            (array_agg(path order by occurred_at desc) filter (where name = 'page_viewed'))[1] as exit,
            (array_agg(device order by occurred_at) filter (where device is not null or country is not null))[1] as device,
            (array_agg(browser order by occurred_at) filter (where device is not null or country is not null))[1] as browser,
            (array_agg(os order by occurred_at) filter (where device is not null or country is not null))[1] as os,
            (array_agg(country order by occurred_at) filter (where device is not null or country is not null))[1] as country,
            (array_agg(region order by occurred_at) filter (where device is not null or country is not null))[1] as region
          from numbered group by visitor, is_bot, number
        ),
        sessions as (select *, row_number() over (partition by visitor, is_bot order by started_at) = 1 as is_new from visits),
        orders as (
          select distinct on (order_id) * from events
          where tenant_id = $1 and name = 'order_completed' and order_id is not null and coalesce(currency, 'EUR') = 'EUR'
          order by order_id, occurred_at
        )
        """;

    /// <summary>Every measurement of page speed with two significant digits: milliseconds, of cls ten-thousandths.</summary>
    internal const string Vitals = """
        with measured as (
          select e.*, m.key as metric, case when jsonb_typeof(m.value) = 'number' then (m.value)::numeric end as number
          from events e cross join lateral jsonb_each(e.properties) m
          where e.tenant_id = $1 and e.name = 'web_vitals' and m.key in ('lcp', 'inp', 'cls', 'fcp', 'ttfb')
        ),
        whole as (
          select *, round(case metric when 'cls' then number * 10000 else number end) as units from measured
          where number >= 0 and number <= case metric when 'cls' then 100 else 600000 end
        ),
        vitals as (
          select metric, round(units, least(0, 2 - length(units::bigint::text)))::bigint as value, coalesce(path, '') as path,
            coalesce(device, '') as device,
            is_bot, occurred_at from whole
        )
        """;

    /// <summary>
    /// The person of each id by the events alone: the latest link of an id, and from there the latest aliases up to the end.
    /// Ids are told apart by a: for browsers and u: for users; a person is the last id, or of a circle the smallest.
    /// </summary>
    internal const string Persons = "with recursive " + PersonsOfEvents;

    /// <summary>The same behind other parts of a statement that may go round.</summary>
    internal const string PersonsOfEvents = """
        named as (
          select 'a:' || anonymous_id as id, 'u:' || user_id as owner, false as is_alias, occurred_at from events
          where tenant_id = $1 and anonymous_id is not null and user_id is not null
          union all
          select kind || (context ->> 'previousId'), 'u:' || user_id, true, occurred_at from events, unnest(array['a:', 'u:']) as kind
          where tenant_id = $1 and name = 'alias' and user_id is not null and context ->> 'previousId' <> user_id
        ),
        links as (select distinct on (id) * from named order by id, occurred_at desc),
        walks as (
          select id, owner as reached, array[id] as seen from links
          union all
          select w.id, l.owner, w.seen || w.reached from walks w join links l on l.id = w.reached and l.is_alias
            where w.reached <> all (w.seen)
        ),
        ends as (
          select id, case when reached = any (seen) then (select min(u) from unnest(seen[array_position(seen, reached):]) as u)
            else reached end as person
          from walks w where reached = any (seen) or not exists (select from links l where l.id = w.reached and l.is_alias)
        ),
        seen as (
          select e.*, coalesce(n.person, o.own) as person
          from events e, lateral (select coalesce('a:' || e.anonymous_id, 'u:' || e.user_id) as own) o left join ends n on n.id = o.own
          where e.tenant_id = $1
        )
        """;

    public static TheoryData<string, string, string> All { get; } = new()
    {
        {
            "visitors of each person",
            Persons + " select string_agg(distinct visitor::text, ',') from seen group by person",
            """
            select string_agg(distinct e.visitor::text, ',') from events e left join identities i on i.tenant_id = $1
              and i.visitor = e.visitor
            where e.tenant_id = $1 group by coalesce(i.person, e.visitor)
            """
        },
        {
            "sessions",
            Sessions + """
             select concat_ws('|', visitor, is_bot, started_at, ended_at, is_new, events, pageviews, product_views, cart_adds, checkouts,
               order_events,
               searches, channel, coalesce(source, '-'), coalesce(landing, '-'), coalesce(exit, '-'), coalesce(device, '-'),
                 coalesce(country, '-'),
               (started_at at time zone 'Europe/Berlin')::date) from sessions
            """,
            """
            select concat_ws('|', visitor, is_bot, started_at, ended_at, is_new, events, pageviews, product_views, cart_adds, checkouts,
              order_events,
              searches, channel, coalesce(source, '-'), coalesce(landing_path, '-'), coalesce(exit_path, '-'), coalesce(device, '-'),
                coalesce(country, '-'),
              day) from sessions where tenant_id = $1
            """
        },
        {
            "sessions by channel and day",
            Sessions + """
             select concat_ws('|', channel, is_bot, (started_at at time zone 'Europe/Berlin')::date, count(*),
               count(*) filter (where is_new),
               count(*) filter (where events = 1 and pageviews = 1), sum(floor(extract(epoch
                 from ended_at - started_at)))::bigint, sum(events),
               sum(pageviews), count(*) filter (where product_views > 0), count(*) filter (where cart_adds > 0),
               count(*) filter (where checkouts > 0), count(*) filter (where order_events > 0))
             from sessions group by channel, is_bot, (started_at at time zone 'Europe/Berlin')::date
            """,
            """
            select concat_ws('|', value, is_bot, (bucket at time zone 'Europe/Berlin')::date, sessions, new_sessions, bounces, seconds,
              events,
              pageviews, viewing, adding, checking_out, ordering)
            from traffic_rollups where tenant_id = $1 and grain = 'day' and dimension = 'channel' and sessions > 0
            """
        },
        {
            "sessions by landing page and hour of the store",
            Sessions + """
             select concat_ws('|', to_char(date_trunc('hour', started_at at time zone 'Europe/Berlin'), 'MM-DD HH24'), is_bot, count(*))
             from sessions group by date_trunc('hour', started_at at time zone 'Europe/Berlin'), date_trunc('hour', started_at), is_bot
            """,
            """
            select concat_ws('|', to_char(bucket at time zone 'Europe/Berlin', 'MM-DD HH24'), is_bot, sessions)
            from traffic_rollups where tenant_id = $1 and grain = 'hour' and dimension = 'all' and sessions > 0
            """
        },
        {
            "exits by day",
            Sessions + """
             select concat_ws('|', coalesce(exit, ''), is_bot, (started_at at time zone 'Europe/Berlin')::date, count(*))
             from sessions group by exit, is_bot, (started_at at time zone 'Europe/Berlin')::date
            """,
            """
            select concat_ws('|', value, is_bot, (bucket at time zone 'Europe/Berlin')::date, sessions)
            from traffic_rollups where tenant_id = $1 and grain = 'day' and dimension = 'exit'
            """
        },
        {
            "orders",
            Sessions + " select concat_ws('|', order_id, occurred_at, visitor, is_bot, coalesce(revenue, 0), (occurred_at at time zone "
                + "'Europe/Berlin')::date) from orders",
            "select concat_ws('|', order_id, occurred_at, visitor, is_bot, revenue, day) from event_orders where tenant_id = $1"
        },
        {
            "revenue and refunds by hour",
            Sessions + """
             select concat_ws('|', is_bot, hour, sum(orders), sum(revenue), sum(refunds), sum(refunded)) from (
               select is_bot, date_trunc('hour', occurred_at) as hour, 1 as orders, coalesce(revenue, 0) as revenue, 0 as refunds,
                 0.0000 as refunded from orders
               union all
               select is_bot, date_trunc('hour', occurred_at), 0, 0.0000, 1, revenue from events
               where tenant_id = $1 and name = 'order_refunded' and revenue is not null and coalesce(currency, 'EUR') = 'EUR') m
             group by is_bot, hour
            """,
            """
            select concat_ws('|', is_bot, bucket, orders, revenue, refunds, refunded)
            from traffic_rollups where tenant_id = $1 and grain = 'hour' and dimension = 'all' and (orders > 0 or refunds > 0)
            """
        },
        {
            "visitor days",
            "select distinct concat_ws('|', visitor, is_bot, (occurred_at at time zone 'Europe/Berlin')::date) from events where "
                + "tenant_id = $1 and name <> 'web_vitals'",
            "select concat_ws('|', visitor, is_bot, day) from visitor_days where tenant_id = $1"
        },
        {
            "presence",
            """
            with modes as (select false as with_bots union all select true),
            days as (
              select distinct m.with_bots, coalesce(i.person, e.visitor) as person,
                (e.occurred_at at time zone 'Europe/Berlin')::date as day
              from modes m join events e on e.tenant_id = $1 and e.name <> 'web_vitals' and (m.with_bots or not e.is_bot)
              left join identities i on i.tenant_id = $1 and i.visitor = e.visitor),
            cells as (
              select 'return' as kind, with_bots, person, day,
                coalesce((select max(b.day) from days b where b.with_bots = d.with_bots and b.person = d.person
                  and b.day < d.day), '-infinity') as since from days d
              union select 'day', with_bots, person, day, (select min(b.day) from days b where b.with_bots = d.with_bots
                and b.person = d.person) from days d
              union select 'week', with_bots, person, date_trunc('week', day)::date,
                (select date_trunc('week', min(b.day))::date from days b where b.with_bots = d.with_bots and b.person = d.person)
                  from days d
              union select 'last', with_bots, person, max(day), min(day) from days d group by with_bots, person)
            select concat_ws('|', kind, with_bots, day, since, count(*)) from cells group by kind, with_bots, day, since
            """,
            "select concat_ws('|', kind, with_bots, day, since, persons) from presence_rollups where tenant_id = $1"
        },
        {
            "sessions with and without a search",
            Sessions + """
             select concat_ws('|', case when searches > 0 then 'yes'
               else '' end, is_bot, (started_at at time zone 'Europe/Berlin')::date, count(*), count(*) filter (where order_events > 0))
             from sessions group by searches > 0, is_bot, (started_at at time zone 'Europe/Berlin')::date
            """,
            """
            select concat_ws('|', value, is_bot, (bucket at time zone 'Europe/Berlin')::date, sessions, ordering)
            from traffic_rollups where tenant_id = $1 and grain = 'day' and dimension = 'search'
            """
        },
        {
            "events by name and hour",
            """
            select concat_ws('|', name, is_bot, date_trunc('hour', occurred_at), count(*),
              count(*) filter (where received_at - occurred_at > interval '1 hour'))
            from events where tenant_id = $1 group by name, is_bot, date_trunc('hour', occurred_at)
            """,
            "select concat_ws('|', name, is_bot, hour, events, late) from event_rollups where tenant_id = $1"
        },
        {
            "pages",
            """
            select concat_ws('|', path, is_bot, (occurred_at at time zone 'Europe/Berlin')::date, count(*))
            from events where tenant_id = $1 and name = 'page_viewed' and path is not null
            group by path, is_bot, (occurred_at at time zone 'Europe/Berlin')::date
            """,
            "select concat_ws('|', path, is_bot, day, views) from page_rollups where tenant_id = $1"
        },
        {
            "products",
            Sessions + """
            , facts as (
               select coalesce(properties ->> 'product_id', properties ->> 'sku') as product, is_bot,
                 (occurred_at at time zone 'Europe/Berlin')::date as day,
                 (name = 'product_viewed')::int as views, (name = 'product_added')::int as adds, 0 as orders, 0.0 as units, 0.0 as revenue
               from events where tenant_id = $1 and name in ('product_viewed', 'product_added')
               union all
               select coalesce(l ->> 'product_id', l ->> 'sku'), is_bot, (occurred_at at time zone 'Europe/Berlin')::date, 0, 0, 1,
                 coalesce((l ->> 'quantity')::numeric, 1), coalesce((l ->> 'quantity')::numeric, 1) * (l ->> 'price')::numeric
               from orders, jsonb_array_elements(properties -> 'products') l where l ? 'product_id' or l ? 'sku')
             select concat_ws('|', product, is_bot, day, sum(views), sum(adds), sum(orders), sum(units)::numeric(18, 4),
               sum(revenue)::numeric(18, 4))
             from facts group by product, is_bot, day
            """,
            "select concat_ws('|', product_id, is_bot, day, views, adds, orders, units, revenue) from product_rollups where tenant_id = $1"
        },
        {
            "searches",
            """
            select concat_ws('|', lower(trim(properties ->> 'query')), is_bot, (occurred_at at time zone 'Europe/Berlin')::date, count(*),
              count(*) filter (where properties ->> 'results' = '0'))
            from events where tenant_id = $1 and name = 'products_searched'
            group by lower(trim(properties ->> 'query')), is_bot, (occurred_at at time zone 'Europe/Berlin')::date
            """,
            "select concat_ws('|', query, is_bot, day, searches, without_result) from search_rollups where tenant_id = $1"
        },
        {
            "web vitals",
            Vitals + """
             select concat_ws('|', metric, value, counted.page, device, is_bot, (occurred_at at time zone 'Europe/Berlin')::date, count(*))
             from vitals, lateral (select distinct unnest(array['', path])) as counted (page)
             group by metric, value, counted.page, device, is_bot, (occurred_at at time zone 'Europe/Berlin')::date
            """,
            "select concat_ws('|', metric, value, path, device, is_bot, day, samples) from web_vital_rollups where tenant_id = $1"
        },
        {
            "orders credited by channel",
            Sessions + """
            , credited as (
               select o.order_id, o.revenue, o.is_bot, (o.occurred_at at time zone 'Europe/Berlin')::date as day,
                 (select s.channel from sessions s
                  where coalesce((select person from identities i where i.tenant_id = $1 and i.visitor = s.visitor), s.visitor)
                      = coalesce((select person from identities i where i.tenant_id = $1 and i.visitor = o.visitor), o.visitor)
                    and s.is_bot = o.is_bot and s.started_at <= o.occurred_at and s.started_at > o.occurred_at - interval '30 days'
                  order by case when s.visitor = o.visitor and s.ended_at >= o.occurred_at then 0 else 1 end, s.started_at desc, s.visitor
                  limit 1) as channel
               from orders o)
             select concat_ws('|', coalesce(channel, ''), is_bot, day, count(*), sum(coalesce(revenue, 0))) from credited
               group by channel, is_bot, day
            """,
            """
            select concat_ws('|', value, is_bot, (bucket at time zone 'Europe/Berlin')::date, orders, revenue)
            from traffic_rollups where tenant_id = $1 and grain = 'day' and dimension = 'channel' and orders > 0
            """
        },
    };
}
