-- Sales hears «no more mail» too: a flag of the account.
select
  a."Id" as account_id,
  'EMAIL' as channel,
  'DENIED' as status,
  a."OptOutDate__c" as changed_at,
  'told to sales' as origin
from cloudcrm."Account" a
where a."HasOptedOutOfEmail"
