-- Subject and priority lie in the ticket form as entity, attribute, value. Names of statuses are the administrator's,
-- their states the application's; only the name tells resolved from closed.
select
  t.ticket_id,
  'user' as account_id_1,
  t.user_id as account_id_2,
  t.number as ticket_number,
  t.created as opened_at,
  -- R is what agents write to the customer, N a note among them, M what the customer writes.
  (
    select min(e.created)
    from ost_thread h
    join ost_thread_entry e on e.thread_id = h.id and e.type = 'R'
    where h.object_id = t.ticket_id and h.object_type = 'T'
  ) as first_responded_at,
  t.closed as closed_at,
  case s.state
    when 'open' then if(t.isanswered = 1, 'WAITING', 'OPEN')
    when 'closed' then if(s.name = 'Resolved', 'RESOLVED', 'CLOSED')
    when 'archived' then 'CLOSED'
    else 'UNKNOWN'
  end as status,
  case (
    select p.priority
    from ost_ticket_priority p
    where p.priority_id = (
        select v.value_id
        from ost_form_entry n
        join ost_form f on f.id = n.form_id and f.type = 'T'
        join ost_form_field d on d.form_id = f.id and d.name = 'priority'
        join ost_form_entry_values v on v.entry_id = n.id and v.field_id = d.id
        where n.object_type = 'T' and n.object_id = t.ticket_id
        order by n.id
        limit 1
      )
  )
    when 'low' then 'LOW'
    when 'normal' then 'NORMAL'
    when 'high' then 'HIGH'
    when 'emergency' then 'URGENT'
    else 'UNKNOWN'
  end as priority,
  (
    select v.value
    from ost_form_entry n
    join ost_form f on f.id = n.form_id and f.type = 'T'
    join ost_form_field d on d.form_id = f.id and d.name = 'subject'
    join ost_form_entry_values v on v.entry_id = n.id and v.field_id = d.id
    where n.object_type = 'T' and n.object_id = t.ticket_id
    order by n.id
    limit 1
  ) as subject,
  nullif(concat_ws(' ', g.firstname, g.lastname), '') as agent_name
from ost_ticket t
-- A left join, so that the keys come first: with an inner one the plan begins at the five statuses.
left join ost_ticket_status s on s.id = t.status_id
-- 0 is nobody.
left join ost_staff g on g.staff_id = t.staff_id
where coalesce(s.state, '') <> 'deleted'
