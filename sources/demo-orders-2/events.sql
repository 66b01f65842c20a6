select
  'order ' || o.order_id as event_id,
  o.cust_id as account_id,
  to_timestamp(o.placed_epoch) as occurred_at,
  'ORDER_PLACED' as kind,
  'Order ' || o.order_ref as title
from bw_order o
union all
select
  'shipped ' || o.order_id,
  o.cust_id,
  to_timestamp(o.sent_epoch),
  'ORDER_SHIPPED',
  'Order ' || o.order_ref || ' left the house'
from bw_order o
where o.sent_epoch > 0
