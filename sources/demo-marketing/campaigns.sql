select
  c.id as campaign_id,
  c.name,
  case c.type when 'email' then 'EMAIL' when 'direct_mail' then 'LETTER' when 'call' then 'PHONE' when 'sms' then 'SMS' when 'webinar' then 'WEB'
    when 'event' then 'FAIR' when 'social' then 'SOCIAL' when 'paid' then 'AD' else c.type end as channel,
  c.starts as started_on,
  c.ends as ended_on,
  (c.budget ->> 'planned')::numeric as budget,
  (c.budget ->> 'spent')::numeric as actual_cost,
  c.budget ->> 'currency' as currency
from campaigns c
