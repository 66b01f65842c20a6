-- A composite key: company and customer number. Fields are padded with blanks; the hub reads blank text as null.
select
  c.cmcono as account_id_1,
  c.cmcuno as account_id_2,
  case c.cmtype when 'B' then 'ORGANIZATION' when 'P' then 'PERSON' else c.cmtype::text end as kind,
  rtrim(case c.cmtype when 'P' then c.cmname else c.cmnam2 end) as name,
  rtrim(case c.cmtype when 'B' then c.cmname end) as organization_name,
  nullif(rtrim(c.cmemal), '') as email,
  nullif(concat_ws(chr(10), nullif(rtrim(c.cmphon), ''), nullif(rtrim(c.cmphn2), '')), '') as phone,
  rtrim(c.cmadr1) as street,
  rtrim(c.cmcity) as city,
  rtrim(c.cmstat) as region,
  rtrim(c.cmzipc) as postal_code,
  case rtrim(c.cmcnty)
    when 'USA' then 'US' when 'UK' then 'GB' when 'D' then 'DE' when 'F' then 'FR' when 'E' then 'ES' when 'RC' then 'CN'
    else rtrim(c.cmcnty)
  end as country,
  rtrim(c.cmtaxn) as tax_number,
  -- CYYMMDD and HHMMSS
  make_timestamp(
    (c.cmchgd + 19000000) / 10000, (c.cmchgd + 19000000) / 100 % 100, (c.cmchgd + 19000000) % 100,
    c.cmchgt / 10000, c.cmchgt / 100 % 100, c.cmchgt % 100
  ) as updated_at,
  c.cmactc = 'D' as is_deleted
from ordlib.cusmas c
