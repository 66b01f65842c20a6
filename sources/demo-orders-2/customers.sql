-- Extras lie in a name-value table: one join turns them into columns.
select
  c.cust_id as account_id,
  case when c.company <> '' then 'ORGANIZATION' else 'PERSON' end as kind,
  c.fname as given_name,
  c.lname as family_name,
  nullif(c.company, '') as organization_name,
  c.email,
  nullif(concat_ws(chr(10), x.phone, x.phone2), '') as phone,
  x.street,
  x.city,
  x.region,
  x.zip as postal_code,
  x.country,
  x.birthday::date as birth_on,
  x.sex as gender,
  x.vat as tax_number,
  c.last_mod as updated_at,
  c.hidden = 1 as is_deleted
from bw_customer c
left join lateral (
  select
    max(e.val) filter (where e.attr = 'phone') as phone,
    max(e.val) filter (where e.attr = 'phone2') as phone2,
    max(e.val) filter (where e.attr = 'street') as street,
    max(e.val) filter (where e.attr = 'city') as city,
    max(e.val) filter (where e.attr = 'region') as region,
    max(e.val) filter (where e.attr = 'zip') as zip,
    max(e.val) filter (where e.attr = 'country') as country,
    max(e.val) filter (where e.attr = 'birthday') as birthday,
    max(e.val) filter (where e.attr = 'sex') as sex,
    max(e.val) filter (where e.attr = 'vat') as vat
  from bw_customer_extra e
  where e.cust_id = c.cust_id
) x on true
