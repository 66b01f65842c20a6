-- Users write tickets, organisations group users. What is no column lies in forms as entity, attribute, value; fields
-- are found by name, because an administrator may make the forms anew. (The __cdata tables are the application's copy.)
with p as (
  select
    'user' as role,
    u.id,
    'PERSON' as kind,
    -- One field, as somebody typed it: title, given and family name in any order.
    u.name,
    if(u.org_id = 0, null, (select o.name from ost_organization o where o.id = u.org_id)) as organization_name,
    (
      select group_concat(m.address order by m.id = u.default_email_id desc, m.id separator '\n')
      from ost_user_email m
      where m.user_id = u.id
    ) as email,
    (
      select v.value
      from ost_form_entry n
      join ost_form f on f.id = n.form_id and f.type = 'U'
      join ost_form_field d on d.form_id = f.id and d.name = 'phone'
      join ost_form_entry_values v on v.entry_id = n.id and v.field_id = d.id
      where n.object_type = 'U' and n.object_id = u.id
      order by n.id
      limit 1
    ) as phone,
    null as address,
    u.updated
  from ost_user u
  union all
  select
    'organization',
    o.id,
    'ORGANIZATION',
    null,
    o.name,
    null,
    (
      select v.value
      from ost_form_entry n
      join ost_form f on f.id = n.form_id and f.type = 'O'
      join ost_form_field d on d.form_id = f.id and d.name = 'phone'
      join ost_form_entry_values v on v.entry_id = n.id and v.field_id = d.id
      where n.object_type = 'O' and n.object_id = o.id
      order by n.id
      limit 1
    ),
    -- A memo field: street, town, postal code, as far as somebody wrote them.
    trim(regexp_replace((
      select v.value
      from ost_form_entry n
      join ost_form f on f.id = n.form_id and f.type = 'O'
      join ost_form_field d on d.form_id = f.id and d.name = 'address'
      join ost_form_entry_values v on v.entry_id = n.id and v.field_id = d.id
      where n.object_type = 'O' and n.object_id = o.id
      order by n.id
      limit 1
    ), '[ ,]*[\r\n]+ *', ', ')),
    coalesce(o.updated, o.created)
  from ost_organization o
),
q as (
  select
    p.*,
    -- The last part is the postal code when it is short, has a digit, and there is a town before it.
    if(
      p.address regexp ',.*, *[A-Za-z0-9 -]{3,10}$' and substring_index(p.address, ',', -1) regexp '[0-9]',
      trim(substring_index(p.address, ',', -1)),
      null
    ) as postal_code,
    if(
      p.address regexp ',.*, *[A-Za-z0-9 -]{3,10}$' and substring_index(p.address, ',', -1) regexp '[0-9]',
      trim(substr(p.address, 1, char_length(p.address) - char_length(substring_index(p.address, ',', -1)) - 1)),
      p.address
    ) as place
  from p
)
select
  q.role as account_id_1,
  q.id as account_id_2,
  q.kind,
  case when q.name not like '%&%;%' then q.name
    else regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      q.name,
      '&(amp;)+', '&'), '&(quot|#0*34);', '"'), '&(apos|#0*39);', ''''), '&lt;', '<'), '&gt;', '>')
  end as name,
  case when q.organization_name not like '%&%;%' then q.organization_name
    else regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      q.organization_name,
      '&(amp;)+', '&'), '&(quot|#0*34);', '"'), '&(apos|#0*39);', ''''), '&lt;', '<'), '&gt;', '>')
  end as organization_name,
  q.email,
  q.phone,
  if(
    q.place like '%,%',
    substr(q.place, 1, char_length(q.place) - char_length(substring_index(q.place, ',', -1)) - 1),
    q.place
  ) as street,
  if(q.place like '%,%', trim(substring_index(q.place, ',', -1)), null) as city,
  q.postal_code,
  q.updated as updated_at
from q
