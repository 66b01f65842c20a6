-- A task with a due date is a promise. It hangs on a parent, or only on a contact. Deferred is put off, not taken back.
select
  t.id as commitment_id,
  case t.parent_type
    when 'Accounts' then 'account'
    when 'Contacts' then 'contact'
    when 'Leads' then 'lead'
  end as account_id_1,
  t.parent_id as account_id_2,
  t.date_entered as promised_at,
  t.date_due as due_on,
  case t.status
    when 'Completed' then 'KEPT'
    when 'Not Started' then 'OPEN'
    when 'In Progress' then 'OPEN'
    when 'Pending Input' then 'OPEN'
    when 'Deferred' then 'OPEN'
    else 'UNKNOWN'
  end as status,
  t.name as subject,
  t.assigned_user_id as salesperson_id
from tasks t
where t.parent_type in ('Accounts', 'Contacts', 'Leads') and t.date_due is not null and t.deleted = 0
union all
select
  t.id as commitment_id,
  'contact' as account_id_1,
  t.contact_id as account_id_2,
  t.date_entered as promised_at,
  t.date_due as due_on,
  case t.status
    when 'Completed' then 'KEPT'
    when 'Not Started' then 'OPEN'
    when 'In Progress' then 'OPEN'
    when 'Pending Input' then 'OPEN'
    when 'Deferred' then 'OPEN'
    else 'UNKNOWN'
  end as status,
  t.name as subject,
  t.assigned_user_id as salesperson_id
from tasks t
where coalesce(t.parent_type, '') not in ('Accounts', 'Contacts', 'Leads')
  and t.contact_id > '' and t.date_due is not null and t.deleted = 0
