select
  'activity ' || t."Id" as event_id,
  t."AccountId" as account_id,
  t."CompletedDateTime" as occurred_at,
  case t."TaskSubtype" when 'Call' then 'SALES_CALL' when 'Email' then 'SALES_EMAIL' when 'Letter' then 'SALES_LETTER' else 'SALES_NOTE' end as kind,
  t."Subject" as title
from cloudcrm."Task" t
union all
select 'activity ' || e."Id", e."AccountId", e."StartDateTime", case e."Type" when 'Meeting' then 'SALES_MEETING' when 'On-site' then 'SALES_VISIT' else 'SALES_DEMO' end, e."Subject"
from cloudcrm."Event" e
union all
select 'opportunity ' || o."Id", o."AccountId", o."CreatedDate", 'OPPORTUNITY_OPENED', o."Name"
from cloudcrm."Opportunity" o
where not o."IsDeleted"
union all
select 'decision ' || o."Id", o."AccountId", o."ClosedAt__c", case o."StageName" when 'Closed Won' then 'OPPORTUNITY_WON' else 'OPPORTUNITY_LOST' end, o."Name"
from cloudcrm."Opportunity" o
where o."ClosedAt__c" is not null and not o."IsDeleted"
union all
select 'quote ' || q."Id", q."AccountId", q."CreatedDate", 'QUOTE_MADE', 'Quote ' || q."QuoteNumber"
from cloudcrm."Quote" q
union all
select 'commitment ' || c."Id", c."Account__c", c."CreatedDate", 'COMMITMENT_MADE', c."Promise__c"
from cloudcrm."Commitment__c" c
