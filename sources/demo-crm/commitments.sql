select
  c."Id" as commitment_id,
  c."Account__c" as account_id,
  c."CreatedDate" as promised_at,
  c."Due__c" as due_on,
  case c."Status__c" when 'Open' then 'OPEN' when 'Fulfilled' then 'KEPT' when 'Missed' then 'BROKEN' when 'Withdrawn' then 'WITHDRAWN' else c."Status__c" end as status,
  c."Promise__c" as subject,
  c."OwnerId" as salesperson_id
from cloudcrm."Commitment__c" c
