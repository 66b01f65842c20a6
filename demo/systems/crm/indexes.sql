create index on cloudcrm."Account" ("SystemModstamp");
create index on cloudcrm."Contact" ("AccountId");
create index on cloudcrm."AccountTeamMember" ("AccountId");
create index on cloudcrm."Opportunity" ("AccountId", "CreatedDate");
create index on cloudcrm."Quote" ("AccountId", "CreatedDate");
create index on cloudcrm."QuoteLineItem" ("QuoteId", "SortOrder");
create index on cloudcrm."Task" ("AccountId", "CompletedDateTime");
create index on cloudcrm."Event" ("AccountId", "StartDateTime");
create index on cloudcrm."Commitment__c" ("Account__c", "CreatedDate");
