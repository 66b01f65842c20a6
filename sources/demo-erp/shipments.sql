select
  l.vbeln as shipment_id,
  l.kunnr as account_id,
  l.zuonr as order_number,
  to_date(l.wadat, 'YYYYMMDD') + l.wauhr::time as shipped_at,
  case when l.podat <> '00000000' then to_date(l.podat, 'YYYYMMDD') + l.potim::time end as delivered_at,
  case l.lfstk
    when 'K' then 'PREPARING' when 'W' then 'SHIPPED' when 'Z' then 'DELIVERED' when 'R' then 'RETURNED' when 'S' then 'CANCELLED'
    else l.lfstk::text
  end as status,
  l.spedi as carrier,
  l.sdnr as tracking_number
from wawi.likp l
where l.mandt = '100'
