select
  i.order_id,
  i.pos as line_no,
  i.model as sku,
  i.title as description,
  i.qty as quantity,
  round(i.price_each, 2) as unit_price,
  round(i.pct_off / 100, 4) as discount,
  round(i.price_total, 2) as line_total,
  (select o.cur from bw_order o where o.order_id = i.order_id) as currency
from bw_order_item i
