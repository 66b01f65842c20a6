select
  v.id as visit_id,
  v.contact_id as account_id,
  v.ts as occurred_at,
  split_part(v.url, '?', 1) as page,
  v.utm ->> 'referrer' as referrer,
  v.utm ->> 'product' as sku,
  v.dwell_ms / 1000 as duration_seconds
from page_views v
