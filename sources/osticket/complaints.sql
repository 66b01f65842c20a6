-- Tickets of the help topic «Complaint».
select
  t.ticket_id as complaint_id,
  'user' as account_id_1,
  t.user_id as account_id_2,
  t.ticket_id,
  t.created as opened_at,
  t.closed as closed_at,
  case s.state
    when 'open' then if(t.isanswered = 1, 'WAITING', 'OPEN')
    when 'closed' then if(s.name = 'Resolved', 'RESOLVED', 'CLOSED')
    when 'archived' then 'CLOSED'
    else 'UNKNOWN'
  end as status,
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
  -- What the customer was told last before it was closed.
  if(t.closed is null, null, (
    select e.body
    from ost_thread h
    join ost_thread_entry e on e.thread_id = h.id and e.type = 'R'
    where h.object_id = t.ticket_id and h.object_type = 'T'
    order by e.created desc, e.id desc
    limit 1
  )) as resolution
from ost_ticket t
-- A left join, so that the keys come first: with an inner one the plan begins at the five statuses.
left join ost_ticket_status s on s.id = t.status_id
where t.topic_id = 12 and coalesce(s.state, '') <> 'deleted'
