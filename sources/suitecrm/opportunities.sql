select
  o.id as opportunity_id,
  'account' as account_id_1,
  l.account_id as account_id_2,
  o.name,
  case o.sales_stage
    when 'Prospecting' then 'PROSPECTING'
    when 'Qualification' then 'QUALIFIED'
    when 'Needs Analysis' then 'QUALIFIED'
    when 'Value Proposition' then 'QUALIFIED'
    when 'Id. Decision Makers' then 'QUALIFIED'
    when 'Perception Analysis' then 'QUALIFIED'
    when 'Proposal/Price Quote' then 'PROPOSAL'
    when 'Negotiation/Review' then 'NEGOTIATION'
    when 'Closed Won' then 'WON'
    when 'Closed Lost' then 'LOST'
    else 'UNKNOWN'
  end as stage,
  -- A double in the table; what people typed has cents.
  cast(o.amount as decimal(20, 2)) as amount,
  -- -99 is the currency of the house, which stands in no table.
  coalesce(c.iso4217, if(o.currency_id = '-99', 'USD', null)) as currency,
  cast(o.probability / 100 as decimal(6, 4)) as probability,
  o.date_entered as opened_at,
  -- One column for the day that is expected and the day that it was.
  if(o.sales_stage like 'Closed%', o.date_closed, null) as closed_at,
  if(o.sales_stage like 'Closed%', null, o.date_closed) as expected_close_on,
  o.assigned_user_id as salesperson_id
from accounts_opportunities l
join opportunities o on o.id = l.opportunity_id and o.deleted = 0
left join currencies c on c.id = o.currency_id and c.deleted = 0
where l.deleted = 0
