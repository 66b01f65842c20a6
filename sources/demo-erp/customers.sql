select
  k.kunnr as account_id,
  case k.ktokd when 'DEBI' then 'ORGANIZATION' when 'PRIV' then 'PERSON' else k.ktokd::text end as kind,
  case k.ktokd when 'PRIV' then k.name1 else k.name2 end as name,
  case k.ktokd when 'DEBI' then k.name1 end as organization_name,
  nullif(k.smtp_addr, '') as email,
  nullif(concat_ws(chr(10), nullif(k.telf1, ''), nullif(k.telf2, '')), '') as phone,
  k.stras as street,
  k.ort01 as city,
  k.regio as region,
  k.pstlz as postal_code,
  k.land1::text as country,
  case when k.gbdat <> '00000000' then to_date(k.gbdat, 'YYYYMMDD') end as birth_on,
  nullif(k.stceg, '') as tax_number,
  to_date(k.aedat, 'YYYYMMDD') + k.aezet::time as updated_at,
  k.loevm = 'X' as is_deleted
from wawi.kna1 k
where k.mandt = '100'
