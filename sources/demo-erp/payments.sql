select
  z.belnr as payment_id,
  z.vbeln as invoice_id,
  to_date(z.budat, 'YYYYMMDD') as paid_on,
  z.wrbtr as amount,
  z.waers::text as currency,
  case z.zlsch when 'U' then 'bank transfer' when 'K' then 'card' when 'S' then 'cheque' when 'L' then 'direct debit' else z.zlsch::text end as method
from wawi.zahleing z
where z.mandt = '100'
