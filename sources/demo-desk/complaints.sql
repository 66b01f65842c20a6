select
  t.tsbh as complaint_id,
  t.khbh as account_id,
  t.gdbh as ticket_id,
  t.tssj as opened_at,
  t.jssj as closed_at,
  case t.zt when '未处理' then 'OPEN' when '处理中' then 'WAITING' when '已解决' then 'RESOLVED' when '已关闭' then 'CLOSED' else t.zt end as status,
  t.nr as subject,
  t.cljg as resolution
from t_ts t
