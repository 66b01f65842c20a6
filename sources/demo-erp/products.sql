select
  m.matnr as sku,
  t.maktx as name,
  m.matkl as category,
  round(b.kbetr / b.peinh, 2) as list_price,
  round(b.stprs / b.peinh, 2) as standard_cost,
  b.waers::text as currency,
  m.lvorm <> 'X' as is_active
from wawi.mara m
left join wawi.makt t on t.mandt = m.mandt and t.matnr = m.matnr and t.spras = 'E'
left join wawi.mbew b on b.mandt = m.mandt and b.matnr = m.matnr
where m.mandt = '100'
