select
  h.id as visit_id,
  'lead' as account_id_1,
  h.lead_id as account_id_2,
  h.date_hit as occurred_at,
  regexp_replace(regexp_replace(h.url, '^[a-z]+://[^/]*', ''), '[?#].*$', '') as page,
  nullif(h.referer, '') as referrer,
  timestampdiff(second, h.date_hit, h.date_left) as duration_seconds
from page_hits h
where h.lead_id is not null
