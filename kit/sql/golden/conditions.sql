-- {"keys":"number","plan":{"kind":"rows","columns":["total"],"where":[{"column":"status","op":"in","values":["OPEN","UNKNOWN"]},{"column":"placed_at","op":"gte","value":"2024-03-01T09:00:00Z"},{"column":"closed_at","op":"isNull"},{"column":"due_on","op":"lte","value":"2024-03-31"},{"column":"total","op":"gt","value":"10.5"},{"column":"note","op":"isNull"}]}}

-- postgres
select r."total", r."order_id"
from (
select * from legacy -- all
) r
where (r."status" = any($1::varchar[]) or (r."status" is not null and not (r."status" = any($2::varchar[]))))
  and r."placed_at" >= $3::timestamp
  and (r."closed_at" is null)
  and r."due_on" <= $4::date
  and r."total" > $5::numeric
  and 1 = 1
order by r."order_id" asc
limit $6
-- [["OPEN","UNKNOWN"],["OPEN","PAID"],"2024-03-01 10:00:00","2024-03-31","10.5",1001]

-- mysql
select r.`total`, r.`order_id`
from (
select * from legacy -- all
) r
where (r.`status` in (?, ?) or (r.`status` is not null and not (r.`status` in (?, ?))))
  and r.`placed_at` >= ?
  and (r.`closed_at` is null)
  and r.`due_on` <= ?
  and r.`total` > cast(? as decimal(65, 30))
  and 1 = 1
order by r.`order_id` asc
limit ?
-- ["OPEN","UNKNOWN","OPEN","PAID","2024-03-01 10:00:00","2024-03-31","10.5",1001]

-- sqlite
select r."total", r."order_id"
from (
select * from legacy -- all
) r
where (r."status" in (?, ?) or (r."status" is not null and not (r."status" in (?, ?))))
  and r."placed_at" >= ?
  and (r."closed_at" is null)
  and r."due_on" <= ?
  and r."total" > cast(? as numeric)
  and 1 = 1
order by r."order_id" asc
limit ?
-- ["OPEN","UNKNOWN","OPEN","PAID","2024-03-01 10:00:00","2024-03-31","10.5",1001]
