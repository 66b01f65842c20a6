select
  g.gdbh as ticket_id,
  g.khbh as account_id,
  g.gdbh as ticket_number,
  g.cjsj as opened_at,
  g.xysj as first_responded_at,
  g.gbsj as closed_at,
  case g.zt when '未处理' then 'OPEN' when '处理中' then 'WAITING' when '已解决' then 'RESOLVED' when '已关闭' then 'CLOSED' else g.zt end as status,
  case g.yxj when '低' then 'LOW' when '中' then 'NORMAL' when '高' then 'HIGH' when '紧急' then 'URGENT' else g.yxj end as priority,
  g.bt as subject,
  g.cly as agent_name
from t_gd g
