select
  o."Id" as opportunity_id,
  o."AccountId" as account_id,
  o."Name" as name,
  case o."StageName"
    when 'Prospecting' then 'PROSPECTING' when 'Qualification' then 'QUALIFIED' when 'Proposal/Price Quote' then 'PROPOSAL'
    when 'Negotiation/Review' then 'NEGOTIATION' when 'Closed Won' then 'WON' when 'Closed Lost' then 'LOST'
    else o."StageName"
  end as stage,
  o."Amount" as amount,
  o."CurrencyIsoCode" as currency,
  round(o."Probability" / 100, 4) as probability,
  o."CreatedDate" as opened_at,
  o."ClosedAt__c" as closed_at,
  o."CloseDate" as expected_close_on,
  o."OwnerId" as salesperson_id
from cloudcrm."Opportunity" o
where not o."IsDeleted"
