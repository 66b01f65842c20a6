-- Leads are persons, companies are organisations. A visitor of the web site is a lead too, without name, firm, mail or
-- phone: those are nobody yet and stay out.
with p as (
  select
    'lead' as role,
    l.id,
    'PERSON' as kind,
    l.firstname as given_name,
    l.lastname as family_name,
    l.company as organization_name,
    l.email,
    concat_ws('\n', nullif(l.phone, ''), nullif(l.mobile, '')) as phone,
    concat_ws(', ', nullif(l.address1, ''), nullif(l.address2, '')) as street,
    l.city,
    l.state,
    l.zipcode,
    l.country,
    coalesce(l.date_modified, l.date_added) as updated
  from leads l
  where concat_ws('', l.firstname, l.lastname, l.company, l.email, l.phone, l.mobile) <> ''
  union all
  select
    'company',
    c.id,
    'ORGANIZATION',
    null,
    null,
    c.companyname,
    c.companyemail,
    c.companyphone,
    concat_ws(', ', nullif(c.companyaddress1, ''), nullif(c.companyaddress2, '')),
    c.companycity,
    c.companystate,
    c.companyzipcode,
    c.companycountry,
    coalesce(c.date_modified, c.date_added)
  from companies c
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
  p.state as region,
  p.zipcode as postal_code,
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
  p.updated as updated_at
from p
