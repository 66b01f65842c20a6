-- Third parties are firms and private persons in one table, customers and vendors alike; contacts are people of a firm.
with p as (
  select
    'thirdparty' as role,
    s.rowid as id,
    -- Kinds of third parties: private person, man, woman. Everybody else is a firm.
    if(t.code in ('TE_PRIVATE', 'TE_HOMME', 'TE_FEMME'), 'PERSON', 'ORGANIZATION') as kind,
    -- One field for firms and persons; of persons the family name may come first, in capitals or before a comma.
    if(t.code in ('TE_PRIVATE', 'TE_HOMME', 'TE_FEMME'), s.nom, null) as name,
    null as given_name,
    null as family_name,
    if(t.code in ('TE_PRIVATE', 'TE_HOMME', 'TE_FEMME'), null, s.nom) as organization_name,
    s.name_alias as other_name,
    s.email,
    s.phone,
    regexp_replace(s.address, '[ ,]*[\r\n]+ *', ', ') as address,
    s.town,
    s.fk_departement,
    s.zip,
    s.fk_pays,
    null as birthday,
    -- The first is the national number (SIREN, EIN, ABN, BN), the second the one for VAT or, in China, the credit code.
    coalesce(nullif(s.siren, ''), nullif(s.tva_intra, '')) as tax_number,
    s.tms
  from llx_societe s
  left join llx_c_typent t on t.id = s.fk_typent
  union all
  select
    'contact',
    c.rowid,
    'PERSON',
    null,
    c.firstname,
    c.lastname,
    (select s.nom from llx_societe s where s.rowid = c.fk_soc),
    null,
    c.email,
    concat_ws('\n', nullif(c.phone, ''), nullif(c.phone_mobile, ''), nullif(c.phone_perso, '')),
    regexp_replace(c.address, '[ ,]*[\r\n]+ *', ', '),
    c.town,
    c.fk_departement,
    c.zip,
    c.fk_pays,
    c.birthday,
    null,
    c.tms
  from llx_socpeople c
)
select
  p.role as account_id_1,
  p.id as account_id_2,
  p.kind,
  case when p.name not like '%&%;%' then p.name
    else regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      p.name,
      '&(amp;)+', '&'), '&(quot|#0*34);', '"'), '&(apos|#0*39);', ''''), '&lt;', '<'), '&gt;', '>')
  end as name,
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
  case when p.other_name not like '%&%;%' then p.other_name
    else regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      p.other_name,
      '&(amp;)+', '&'), '&(quot|#0*34);', '"'), '&(apos|#0*39);', ''''), '&lt;', '<'), '&gt;', '>')
  end as other_name,
  p.email,
  p.phone,
  case when p.address not like '%&%;%' then p.address
    else regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      p.address,
      '&(amp;)+', '&'), '&(quot|#0*34);', '"'), '&(apos|#0*39);', ''''), '&lt;', '<'), '&gt;', '>')
  end as street,
  case when p.town not like '%&%;%' then p.town
    else regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      p.town,
      '&(amp;)+', '&'), '&(quot|#0*34);', '"'), '&(apos|#0*39);', ''''), '&lt;', '<'), '&gt;', '>')
  end as city,
  d.nom as region,
  p.zip as postal_code,
  nullif(y.code, '') as country,
  p.birthday as birth_on,
  p.tax_number,
  p.tms as updated_at
from p
left join llx_c_country y on y.rowid = p.fk_pays
left join llx_c_departements d on d.rowid = p.fk_departement
