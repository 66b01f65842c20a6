select 'ticket ' || g.gdbh as event_id, g.khbh as account_id, g.cjsj as occurred_at, 'TICKET_OPENED' as kind, g.bt as title
from t_gd g
union all
select 'answered ' || g.gdbh, g.khbh, g.xysj, 'TICKET_ANSWERED', g.bt from t_gd g where g.xysj is not null
union all
select 'closed ' || g.gdbh, g.khbh, g.gbsj, 'TICKET_CLOSED', g.bt from t_gd g where g.gbsj is not null
union all
select 'complaint ' || t.tsbh, t.khbh, t.tssj, 'COMPLAINT_RAISED', t.nr from t_ts t
union all
select 'settled ' || t.tsbh, t.khbh, t.jssj, 'COMPLAINT_SETTLED', t.cljg from t_ts t where t.jssj is not null
union all
select 'survey ' || m.id, m.khbh, m.pjsj, 'SURVEY_ANSWERED', m.fs || ' of 5 stars' from t_myd m
