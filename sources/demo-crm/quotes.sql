select
  q."Id" as quote_id,
  q."AccountId" as account_id,
  q."QuoteNumber" as quote_number,
  q."CreatedDate" as quoted_at,
  q."ExpirationDate" as valid_until,
  case q."Status"
    when 'Draft' then 'DRAFT' when 'Presented' then 'SENT' when 'Accepted' then 'ACCEPTED' when 'Denied' then 'REJECTED'
    when 'Expired' then 'EXPIRED' when 'Withdrawn' then 'CANCELLED'
    else q."Status"
  end as status,
  q."TotalPrice" as total,
  q."CurrencyIsoCode" as currency,
  q."OwnerId" as salesperson_id
from cloudcrm."Quote" q
