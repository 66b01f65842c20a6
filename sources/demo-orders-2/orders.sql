select
  o.order_id,
  o.cust_id as account_id,
  o.order_ref as order_number,
  to_timestamp(o.placed_epoch) as placed_at,
  case when o.sent_epoch > 0 then to_timestamp(o.sent_epoch) end as shipped_at,
  case o.state
    when 'pending' then 'OPEN' when 'processing' then 'CONFIRMED' when 'awaiting-stock' then 'BACKORDERED'
    when 'dispatched' then 'SHIPPED' when 'complete' then 'CLOSED' when 'cancelled' then 'CANCELLED' when 'fraud' then 'REJECTED'
    else o.state
  end as status,
  round(o.grand_total, 2) as total,
  o.cur as currency,
  o.cust_ref as customer_reference
from bw_order o
