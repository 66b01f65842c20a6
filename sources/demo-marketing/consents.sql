-- The log keeps every change; the latest one of a medium counts.
select distinct on (l.contact_id, l.medium)
  l.contact_id as account_id,
  case l.medium when 'email' then 'EMAIL' when 'direct_mail' then 'LETTER' when 'call' then 'PHONE' when 'sms' then 'SMS' when 'webinar' then 'WEB'
    when 'event' then 'FAIR' when 'social' then 'SOCIAL' when 'paid' then 'AD' else l.medium end as channel,
  case when l.subscribed then 'GRANTED' else 'DENIED' end as status,
  l.changed_at,
  l.via as origin
from subscription_log l
order by l.contact_id, l.medium, l.changed_at desc, l.id desc
