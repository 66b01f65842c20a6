-- Only the owner of today; since when, and who was it before, the tables do not tell.
select 'account' as account_id_1, a.id as account_id_2, a.assigned_user_id as salesperson_id
from accounts a
where a.assigned_user_id > '' and a.deleted = 0
union all
select 'contact' as account_id_1, a.id as account_id_2, a.assigned_user_id as salesperson_id
from contacts a
where a.assigned_user_id > '' and a.deleted = 0
union all
select 'lead' as account_id_1, a.id as account_id_2, a.assigned_user_id as salesperson_id
from leads a
where a.assigned_user_id > '' and a.deleted = 0
