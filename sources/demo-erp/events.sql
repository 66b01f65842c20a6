select
  'invoice ' || f.vbeln as event_id,
  f.kunrg as account_id,
  to_date(f.fkdat, 'YYYYMMDD') + time '12:00' as occurred_at,
  'INVOICE_ISSUED' as kind,
  'Invoice ' || f.vbeln || ' for order ' || f.zuonr as title
from wawi.vbrk f
where f.mandt = '100' and f.gbstk <> 'E'
union all
select 'payment ' || z.belnr, f.kunrg, to_date(z.budat, 'YYYYMMDD') + time '12:00', 'PAYMENT_RECEIVED', z.wrbtr || ' ' || z.waers || ' for invoice ' || z.vbeln
from wawi.zahleing z
join wawi.vbrk f on f.mandt = z.mandt and f.vbeln = z.vbeln
where z.mandt = '100'
union all
select 'shipment ' || l.vbeln, l.kunnr, to_date(l.wadat, 'YYYYMMDD') + l.wauhr::time, 'SHIPMENT_SENT', 'Order ' || l.zuonr || ' with ' || l.spedi
from wawi.likp l
where l.mandt = '100' and l.lfstk <> 'K'
union all
select 'delivery ' || l.vbeln, l.kunnr, to_date(l.podat, 'YYYYMMDD') + l.potim::time, 'SHIPMENT_DELIVERED', 'Order ' || l.zuonr || ' arrived'
from wawi.likp l
where l.mandt = '100' and l.podat <> '00000000'
