-- Reason 1: unsubscribed, 3: said so to one of us. 2 is a mailbox that refuses mail, which nobody decided.
select
  'lead' as account_id_1,
  d.lead_id as account_id_2,
  case d.channel when 'email' then 'EMAIL' when 'sms' then 'SMS' else 'UNKNOWN' end as channel,
  'DENIED' as status,
  d.date_added as changed_at,
  case d.reason when 1 then 'unsubscribed' when 3 then 'told us' end as origin
from lead_donotcontact d
where d.reason in (1, 3) and d.lead_id is not null
