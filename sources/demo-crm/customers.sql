select
  a."Id" as account_id,
  case when a."IsPersonAccount" then 'PERSON' else 'ORGANIZATION' end as kind,
  case when a."IsPersonAccount" then a."Name" else concat_ws(chr(32), c."FirstName", c."LastName") end as name,
  coalesce(a."FirstName", c."FirstName") as given_name,
  a."MiddleName" as middle_name,
  coalesce(a."LastName", c."LastName") as family_name,
  case when not a."IsPersonAccount" then a."Name" end as organization_name,
  a."FormerName__c" as other_name,
  coalesce(a."PersonEmail", c."Email") as email,
  nullif(concat_ws(chr(10), a."Phone", c."MobilePhone"), '') as phone,
  a."BillingStreet" as street,
  a."BillingCity" as city,
  a."BillingState" as region,
  a."BillingPostalCode" as postal_code,
  a."BillingCountryCode" as country,
  a."PersonBirthdate" as birth_on,
  case a."Salutation" when 'Ms.' then 'F' when 'Mr.' then 'M' end as gender,
  a."VatNumber__c" as tax_number,
  a."SystemModstamp" as updated_at,
  a."IsDeleted" as is_deleted
from cloudcrm."Account" a
left join cloudcrm."Contact" c on c."AccountId" = a."Id"
