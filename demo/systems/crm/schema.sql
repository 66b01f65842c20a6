-- Nightly copy of the sales force cloud (since 2012): its object and field names, 18-letter ids, quoted mixed case, custom
-- fields ending in __c, soft deletes, moments in UTC.
create schema cloudcrm;

create table cloudcrm."User" (
  "Id" varchar(18) not null, "Name" varchar(121) not null, "Email" varchar(128) not null,
  "IsActive" boolean not null, "LastDay__c" date
);

create table cloudcrm."Account" (
  "Id" varchar(18) not null,
  "IsPersonAccount" boolean not null,
  "Name" varchar(255) not null,
  "FirstName" varchar(40), "MiddleName" varchar(40), "LastName" varchar(80),
  "FormerName__c" varchar(120),
  "PersonEmail" varchar(80),
  "Phone" varchar(40),
  "BillingStreet" varchar(255), "BillingCity" varchar(40), "BillingState" varchar(80),
  "BillingPostalCode" varchar(20), "BillingCountryCode" varchar(10),
  "PersonBirthdate" date,
  "Salutation" varchar(10),
  "VatNumber__c" varchar(40),
  "HasOptedOutOfEmail" boolean not null,
  "OptOutDate__c" timestamp,
  "CreatedDate" timestamp not null,
  "SystemModstamp" timestamp not null,
  "IsDeleted" boolean not null
);

create table cloudcrm."Contact" (
  "Id" varchar(18) not null, "AccountId" varchar(18) not null, "FirstName" varchar(40), "LastName" varchar(80) not null,
  "Email" varchar(80), "Phone" varchar(40), "MobilePhone" varchar(40), "IsDeleted" boolean not null
);

create table cloudcrm."AccountTeamMember" (
  "Id" varchar(18) not null, "AccountId" varchar(18) not null, "UserId" varchar(18) not null,
  "StartDate__c" date not null, "EndDate__c" date
);

create table cloudcrm."Opportunity" (
  "Id" varchar(18) not null, "AccountId" varchar(18) not null, "OwnerId" varchar(18) not null, "Name" varchar(160) not null,
  "StageName" varchar(40) not null, "Amount" numeric(18,2), "CurrencyIsoCode" char(3) not null, "Probability" numeric(5,2) not null,
  "CreatedDate" timestamp not null, "ClosedAt__c" timestamp, "CloseDate" date not null, "IsDeleted" boolean not null
);

create table cloudcrm."Quote" (
  "Id" varchar(18) not null, "QuoteNumber" varchar(20) not null, "AccountId" varchar(18) not null, "OpportunityId" varchar(18),
  "OwnerId" varchar(18) not null, "Status" varchar(40) not null, "TotalPrice" numeric(18,2) not null,
  "CurrencyIsoCode" char(3) not null, "CreatedDate" timestamp not null, "ExpirationDate" date not null
);

create table cloudcrm."QuoteLineItem" (
  "Id" varchar(18) not null, "QuoteId" varchar(18) not null, "SortOrder" integer not null, "ProductCode" varchar(40) not null,
  "Description" varchar(160) not null, "Quantity" numeric(12,2) not null, "ListPrice" numeric(18,2) not null,
  "Discount" numeric(5,2) not null, "TotalPrice" numeric(18,2) not null, "CurrencyIsoCode" char(3) not null
);

-- What one person does (Task) and what takes place at an hour (Event) are two objects there.
create table cloudcrm."Task" (
  "Id" varchar(18) not null, "AccountId" varchar(18) not null, "OwnerId" varchar(18) not null, "TaskSubtype" varchar(20) not null,
  "Subject" varchar(160) not null, "CompletedDateTime" timestamp not null
);

create table cloudcrm."Event" (
  "Id" varchar(18) not null, "AccountId" varchar(18) not null, "OwnerId" varchar(18) not null, "Type" varchar(20) not null,
  "Subject" varchar(160) not null, "StartDateTime" timestamp not null
);

create table cloudcrm."Commitment__c" (
  "Id" varchar(18) not null, "Account__c" varchar(18) not null, "OwnerId" varchar(18) not null, "Promise__c" varchar(160) not null,
  "Status__c" varchar(20) not null, "Due__c" date not null, "CreatedDate" timestamp not null
);
