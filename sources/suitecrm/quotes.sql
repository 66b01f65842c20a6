-- billing_account_id has no index in this product: quotes of an account are found by reading the table.
select
  q.id as quote_id,
  'account' as account_id_1,
  q.billing_account_id as account_id_2,
  q.number as quote_number,
  q.date_entered as quoted_at,
  q.expiration as valid_until,
  case q.stage
    when 'Draft' then 'DRAFT'
    when 'Negotiation' then 'SENT'
    when 'Delivered' then 'SENT'
    when 'On Hold' then 'SENT'
    when 'Confirmed' then 'ACCEPTED'
    when 'Closed Accepted' then 'ACCEPTED'
    when 'Closed Lost' then 'REJECTED'
    when 'Closed Dead' then 'CANCELLED'
    else 'UNKNOWN'
  end as status,
  q.total_amount as total,
  -- -99 is the currency of the house, which stands in no table.
  coalesce(c.iso4217, if(q.currency_id = '-99', 'USD', null)) as currency,
  q.assigned_user_id as salesperson_id
from aos_quotes q
left join currencies c on c.id = q.currency_id and c.deleted = 0
where q.deleted = 0 and q.billing_account_id > ''
