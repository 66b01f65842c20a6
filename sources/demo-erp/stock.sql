select
  l.matnr as sku,
  l.lgort as location,
  l.labst as quantity,
  to_date(l.zaehldat, 'YYYYMMDD') + l.zaehlzt::time as counted_at
from wawi.mard l
where l.mandt = '100'
