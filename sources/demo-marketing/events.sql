select
  'lead ' || f.id as event_id,
  f.contact_id as account_id,
  f.submitted_at as occurred_at,
  'LEAD_CAPTURED' as kind,
  concat_ws(': ', f.payload ->> 'source', f.payload ->> 'interest') as title
from form_submissions f
union all
select
  'send ' || s.id,
  s.contact_id,
  s.sent_at,
  case s.medium when 'email' then 'MAIL_SENT' when 'sms' then 'SMS_SENT' when 'direct_mail' then 'LETTER_SENT' else 'ADVERTISED' end,
  c.name
from sends s
left join campaigns c on c.id = s.campaign_id
union all
select
  'response ' || s.id,
  s.contact_id,
  coalesce(s.unsubscribed_at, s.replied_at, s.clicked_at, s.opened_at),
  case
    when s.unsubscribed_at is not null then 'UNSUBSCRIBED' when s.replied_at is not null then 'MAIL_REPLIED'
    when s.clicked_at is not null then 'MAIL_CLICKED' else 'MAIL_OPENED'
  end,
  c.name
from sends s
left join campaigns c on c.id = s.campaign_id
where coalesce(s.unsubscribed_at, s.replied_at, s.clicked_at, s.opened_at) is not null
union all
select 'consent ' || l.id, l.contact_id, l.changed_at, case when l.subscribed then 'CONSENT_GRANTED' else 'CONSENT_DENIED' end, l.medium || ', ' || l.via
from subscription_log l
union all
select 'visit ' || v.id, v.contact_id, v.ts, 'PAGE_VISITED', split_part(v.url, '?', 1) from page_views v
