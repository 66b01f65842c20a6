select
  f.id as lead_id,
  f.contact_id as account_id,
  f.submitted_at as captured_at,
  case f.lifecycle
    when 'subscriber' then 'NEW' when 'lead' then 'WORKING' when 'mql' then 'QUALIFIED' when 'customer' then 'CONVERTED'
    when 'other' then 'DISQUALIFIED'
    else f.lifecycle
  end as status,
  f.payload ->> 'source' as source,
  f.payload ->> 'interest' as interest,
  f.campaign_id
from form_submissions f
