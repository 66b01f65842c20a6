-- An account is a row of sales.customer. Three sorts of rows: a person (personid), a store (storeid), and a store with the
-- person who buys for it (both); the last two are accounts of the store. A store has no e-mail and no phone of its own, so
-- those of its contact persons stand for it.
select
  c.customerid as account_id,
  case when c.storeid is not null then 'ORGANIZATION' else 'PERSON' end as kind,
  p.firstname as given_name,
  p.middlename as middle_name,
  -- There is no column for Jr. and Sr., and without them father and son would be one.
  concat_ws(' ', p.lastname, p.suffix) as family_name,
  s.name as organization_name,
  e.list as email,
  t.list as phone,
  a.street,
  a.city,
  a.region,
  a.postal_code,
  a.country,
  -- The row itself hardly ever changes: what people edit lies in the tables around it.
  greatest(c.modifieddate, p.modifieddate, s.modifieddate, e.modifieddate, t.modifieddate, a.modifieddate) as updated_at
from sales.customer c
left join sales.store s on s.businessentityid = c.storeid
left join lateral (
  select coalesce(c.personid, min(b.personid)) as id
  from person.businessentitycontact b
  where b.businessentityid = c.storeid
) contact on true
left join person.person p on p.businessentityid = contact.id
left join lateral (
  select
    string_agg(m.emailaddress, chr(10) order by m.emailaddressid) as list,
    max(m.modifieddate) as modifieddate
  from person.emailaddress m
  where m.businessentityid = contact.id
) e on true
left join lateral (
  select
    string_agg(n.phonenumber, chr(10) order by n.phonenumbertypeid, n.phonenumber) as list,
    max(n.modifieddate) as modifieddate
  from person.personphone n
  where n.businessentityid = contact.id
) t on true
left join lateral (
  -- One of several: where the customer lives or sits before where parcels go.
  select
    concat_ws(', ', d.addressline1, d.addressline2) as street,
    d.city,
    sp.name as region,
    d.postalcode as postal_code,
    sp.countryregioncode as country,
    greatest(d.modifieddate, b.modifieddate) as modifieddate
  from person.businessentityaddress b
  join person.address d on d.addressid = b.addressid
  join person.stateprovince sp on sp.stateprovinceid = d.stateprovinceid
  join person.addresstype y on y.addresstypeid = b.addresstypeid
  where b.businessentityid = coalesce(c.storeid, c.personid)
  order by
    case y.name when 'Main Office' then 1 when 'Home' then 1 when 'Primary' then 2 when 'Billing' then 3 else 4 end,
    d.addressid
  limit 1
) a on true
