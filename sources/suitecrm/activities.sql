-- Planned ones count too; those that were planned and did not take place (Not Held) are no contact.
select
  c.id as activity_id,
  case c.parent_type
    when 'Accounts' then 'account'
    when 'Contacts' then 'contact'
    when 'Leads' then 'lead'
  end as account_id_1,
  c.parent_id as account_id_2,
  c.date_start as occurred_at,
  'CALL' as kind,
  c.name as subject,
  c.assigned_user_id as salesperson_id
from calls c
where c.parent_type in ('Accounts', 'Contacts', 'Leads') and c.status <> 'Not Held' and c.deleted = 0
union all
select
  m.id as activity_id,
  case m.parent_type
    when 'Accounts' then 'account'
    when 'Contacts' then 'contact'
    when 'Leads' then 'lead'
  end as account_id_1,
  m.parent_id as account_id_2,
  m.date_start as occurred_at,
  'MEETING' as kind,
  m.name as subject,
  m.assigned_user_id as salesperson_id
from meetings m
where m.parent_type in ('Accounts', 'Contacts', 'Leads') and m.status <> 'Not Held' and m.deleted = 0
