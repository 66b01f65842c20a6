-- Three tables hold customers, so an account is the role of its table and the id. Deleted rows stay in, marked. The
-- application escapes what people type for HTML before it stores it; here it is made plain again.
with p as (
  select
    'account' as role,
    a.id,
    'ORGANIZATION' as kind,
    null as given_name,
    null as family_name,
    a.name as organization_name,
    (
      select group_concat(e.email_address order by l.primary_address desc, e.email_address separator '\n')
      from email_addr_bean_rel l
      join email_addresses e on e.id = l.email_address_id and e.deleted = 0
      -- Deleting a record deletes its links; the address was still that customer's.
      where l.bean_id = a.id and l.bean_module = 'Accounts' and l.deleted <= a.deleted
    ) as email,
    concat_ws('\n', a.phone_office, a.phone_alternate) as phone,
    coalesce(nullif(a.billing_address_street, ''), a.shipping_address_street) as street,
    coalesce(nullif(a.billing_address_city, ''), a.shipping_address_city) as city,
    coalesce(nullif(a.billing_address_state, ''), a.shipping_address_state) as region,
    coalesce(nullif(a.billing_address_postalcode, ''), a.shipping_address_postalcode) as postal_code,
    coalesce(nullif(a.billing_address_country, ''), a.shipping_address_country) as country,
    null as birthdate,
    -- Sales people write the Chinese unified social credit code (18 characters) into the notes.
    nullif(
      regexp_substr(upper(a.description), '(?<![0-9A-Z])[0-9A-Z]{2}[0-9]{6}[0-9A-Z]{10}(?![0-9A-Z])'),
      ''
    ) as tax_number,
    a.date_modified,
    a.deleted
  from accounts a
  union all
  select
    'contact',
    c.id,
    'PERSON',
    c.first_name,
    c.last_name,
    (
      select min(a.name)
      from accounts_contacts l
      join accounts a on a.id = l.account_id
      where l.contact_id = c.id and l.deleted <= c.deleted
    ),
    (
      select group_concat(e.email_address order by l.primary_address desc, e.email_address separator '\n')
      from email_addr_bean_rel l
      join email_addresses e on e.id = l.email_address_id and e.deleted = 0
      -- Deleting a record deletes its links; the address was still that customer's.
      where l.bean_id = c.id and l.bean_module = 'Contacts' and l.deleted <= c.deleted
    ),
    concat_ws('\n', c.phone_work, c.phone_mobile, c.phone_home, c.phone_other),
    c.primary_address_street,
    c.primary_address_city,
    c.primary_address_state,
    c.primary_address_postalcode,
    c.primary_address_country,
    c.birthdate,
    null,
    c.date_modified,
    c.deleted
  from contacts c
  union all
  select
    'lead',
    d.id,
    'PERSON',
    d.first_name,
    d.last_name,
    d.account_name,
    (
      select group_concat(e.email_address order by l.primary_address desc, e.email_address separator '\n')
      from email_addr_bean_rel l
      join email_addresses e on e.id = l.email_address_id and e.deleted = 0
      -- Deleting a record deletes its links; the address was still that customer's.
      where l.bean_id = d.id and l.bean_module = 'Leads' and l.deleted <= d.deleted
    ),
    concat_ws('\n', d.phone_work, d.phone_mobile, d.phone_home, d.phone_other),
    d.primary_address_street,
    d.primary_address_city,
    d.primary_address_state,
    d.primary_address_postalcode,
    d.primary_address_country,
    d.birthdate,
    null,
    d.date_modified,
    d.deleted
  from leads d
)
select
  p.role as account_id_1,
  p.id as account_id_2,
  p.kind,
  case when p.given_name not like '%&%;%' then p.given_name
    else regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      p.given_name,
      '&(amp;)+', '&'), '&(quot|#0*34);', '"'), '&(apos|#0*39);', ''''), '&lt;', '<'), '&gt;', '>')
  end as given_name,
  case when p.family_name not like '%&%;%' then p.family_name
    else regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      p.family_name,
      '&(amp;)+', '&'), '&(quot|#0*34);', '"'), '&(apos|#0*39);', ''''), '&lt;', '<'), '&gt;', '>')
  end as family_name,
  case when p.organization_name not like '%&%;%' then p.organization_name
    else regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      p.organization_name,
      '&(amp;)+', '&'), '&(quot|#0*34);', '"'), '&(apos|#0*39);', ''''), '&lt;', '<'), '&gt;', '>')
  end as organization_name,
  p.email,
  p.phone,
  case when p.street not like '%&%;%' then p.street
    else regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      p.street,
      '&(amp;)+', '&'), '&(quot|#0*34);', '"'), '&(apos|#0*39);', ''''), '&lt;', '<'), '&gt;', '>')
  end as street,
  case when p.city not like '%&%;%' then p.city
    else regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      p.city,
      '&(amp;)+', '&'), '&(quot|#0*34);', '"'), '&(apos|#0*39);', ''''), '&lt;', '<'), '&gt;', '>')
  end as city,
  p.region,
  p.postal_code,
  case trim(p.country)
    when 'United States' then 'US' when 'United States of America' then 'US'
    when 'USA' then 'US' when 'U.S.A.' then 'US'
    when 'United Kingdom' then 'GB' when 'UK' then 'GB' when 'Great Britain' then 'GB' when 'England' then 'GB'
    when 'Australia' then 'AU' when 'Austria' then 'AT' when 'Belgium' then 'BE' when 'Canada' then 'CA'
    when 'China' then 'CN' when 'PR China' then 'CN' when '中国' then 'CN' when '中國' then 'CN'
    when 'Denmark' then 'DK' when 'France' then 'FR' when 'Germany' then 'DE' when 'Deutschland' then 'DE'
    when 'Hong Kong' then 'HK' when 'India' then 'IN' when 'Ireland' then 'IE' when 'Italy' then 'IT'
    when 'Japan' then 'JP' when 'Mexico' then 'MX' when 'Netherlands' then 'NL' when 'New Zealand' then 'NZ'
    when 'Norway' then 'NO' when 'Poland' then 'PL' when 'Portugal' then 'PT' when 'Singapore' then 'SG'
    when 'South Africa' then 'ZA'
    when 'Spain' then 'ES' when 'Sweden' then 'SE' when 'Switzerland' then 'CH' when 'Taiwan' then 'TW'
    else if(trim(p.country) regexp '^[A-Za-z]{2}$', upper(trim(p.country)), null)
  end as country,
  p.birthdate as birth_on,
  p.tax_number,
  p.date_modified as updated_at,
  p.deleted as is_deleted
from p
