-- One column per reaction becomes the strongest reaction and its moment.
select
  s.id as touch_id,
  s.contact_id as account_id,
  s.campaign_id,
  s.sent_at as occurred_at,
  case s.medium when 'email' then 'EMAIL' when 'direct_mail' then 'LETTER' when 'call' then 'PHONE' when 'sms' then 'SMS' when 'webinar' then 'WEB'
    when 'event' then 'FAIR' when 'social' then 'SOCIAL' when 'paid' then 'AD' else s.medium end as channel,
  case
    when s.unsubscribed_at is not null then 'UNSUBSCRIBED' when s.replied_at is not null then 'REPLIED'
    when s.clicked_at is not null then 'CLICKED' when s.opened_at is not null then 'OPENED'
    when s.bounced_at is not null then 'BOUNCED' else 'NONE'
  end as response,
  coalesce(s.unsubscribed_at, s.replied_at, s.clicked_at, s.opened_at, s.bounced_at) as responded_at
from sends s
