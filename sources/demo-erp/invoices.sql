select
  f.vbeln as invoice_id,
  f.kunrg as account_id,
  f.vbeln::text as invoice_number,
  f.zuonr as order_number,
  to_date(f.fkdat, 'YYYYMMDD') as issued_on,
  case when f.zfbdt <> '00000000' then to_date(f.zfbdt, 'YYYYMMDD') end as due_on,
  case f.gbstk
    when 'E' then 'DRAFT' when 'A' then 'OPEN' when 'B' then 'PARTLY_PAID' when 'C' then 'PAID' when 'S' then 'CANCELLED'
    else f.gbstk::text
  end as status,
  f.brtwr as total,
  f.offbt as balance,
  f.waerk::text as currency
from wawi.vbrk f
where f.mandt = '100'
