select
  u.id as salesperson_id,
  concat_ws(' ', u.first_name, u.last_name) as name,
  (
    select min(e.email_address)
    from email_addr_bean_rel l
    join email_addresses e on e.id = l.email_address_id and e.deleted = 0
    where l.bean_id = u.id and l.bean_module = 'Users' and l.primary_address = 1 and l.deleted = 0
  ) as email,
  u.status = 'Active' and coalesce(u.employee_status, 'Active') <> 'Terminated' as is_active,
  -- No column says when somebody left: the last change of the row of a terminated user is taken for that day.
  if(u.employee_status = 'Terminated', u.date_modified, null) as left_on
from users u
where u.deleted = 0
