-- Two objects of the vendor are one relation; the database asks both by their own index.
select
  t."Id" as activity_id,
  t."AccountId" as account_id,
  t."CompletedDateTime" as occurred_at,
  case t."TaskSubtype" when 'Call' then 'CALL' when 'Email' then 'EMAIL' when 'Letter' then 'LETTER' when 'Note' then 'NOTE' else t."TaskSubtype" end as kind,
  t."Subject" as subject,
  t."OwnerId" as salesperson_id
from cloudcrm."Task" t
union all
select
  e."Id",
  e."AccountId",
  e."StartDateTime",
  case e."Type" when 'Meeting' then 'MEETING' when 'On-site' then 'VISIT' when 'Demo' then 'DEMO' else e."Type" end,
  e."Subject",
  e."OwnerId"
from cloudcrm."Event" e
