select
  c.id as account_id,
  case when jsonb_exists(c.properties, 'company') then 'ORGANIZATION' else 'PERSON' end as kind,
  c.properties ->> 'firstname' as given_name,
  c.properties ->> 'lastname' as family_name,
  c.properties ->> 'company' as organization_name,
  c.properties ->> 'email' as email,
  c.properties ->> 'phone' as phone,
  c.properties ->> 'city' as city,
  c.properties ->> 'state' as region,
  c.properties ->> 'zip' as postal_code,
  c.properties ->> 'country' as country,
  (c.properties ->> 'date_of_birth')::date as birth_on,
  c.updated_at,
  c.archived as is_deleted
from contacts c
