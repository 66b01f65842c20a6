select
  m.id as survey_id,
  m.khbh as account_id,
  m.pjsj as answered_at,
  -- one to five stars become 0, 3, 5, 8, 10
  round((m.fs - 1) * 2.5)::integer as score,
  m.py as comment
from t_myd m
