-- A click is a page hit that knows the mailing it came from. Who unsubscribed is known (consents), but not by which
-- mailing.
select
  s.id as touch_id,
  'lead' as account_id_1,
  s.lead_id as account_id_2,
  v.campaign_id,
  s.date_sent as occurred_at,
  'EMAIL' as channel,
  case
    when s.is_failed = 1 then 'BOUNCED'
    when exists (select 1 from page_hits h where h.lead_id = s.lead_id and h.email_id = s.email_id) then 'CLICKED'
    when s.is_read = 1 then 'OPENED'
    else 'NONE'
  end as response,
  if(
    s.is_failed = 1,
    null,
    coalesce(
      (select min(h.date_hit) from page_hits h where h.lead_id = s.lead_id and h.email_id = s.email_id),
      s.date_read
    )
  ) as responded_at
from email_stats s
left join campaign_events v on v.id = s.source_id and s.source = 'campaign.event'
where s.lead_id is not null
