select t."AccountId" as account_id, t."UserId" as salesperson_id, t."StartDate__c" as since_on, t."EndDate__c" as until_on
from cloudcrm."AccountTeamMember" t
