select
  k.khbh as account_id,
  case k.khlx when '单位' then 'ORGANIZATION' when '个人' then 'PERSON' else k.khlx end as kind,
  case k.khlx when '个人' then k.khmc else k.lxr end as name,
  case k.khlx when '单位' then k.khmc end as organization_name,
  k.yx as email,
  nullif(concat_ws(chr(10), k.lxdh, k.sj), '') as phone,
  k.dz as street,
  k.cs as city,
  case k.gj
    when '美国' then 'US' when '英国' then 'GB' when '德国' then 'DE' when '法国' then 'FR' when '西班牙' then 'ES' when '中国' then 'CN'
    else k.gj
  end as country,
  k.sfzh as national_id,
  k.tyshxydm as tax_number,
  k.gxsj as updated_at,
  k.scbj = '1' as is_deleted
from t_kh k
