select u."Id" as salesperson_id, u."Name" as name, u."Email" as email, u."IsActive" as is_active, u."LastDay__c" as left_on
from cloudcrm."User" u
