-- {"keys":"number","plan":{"kind":"rows","columns":["note","total"],"order":[{"column":"note","direction":"asc"}],"where":[{"column":"note","op":"in","values":["x"]}]}}

-- postgres
select r."total", r."order_id"
from (
select * from legacy -- all
) r
where 1 = 0
order by r."order_id" asc
limit $1
-- [1001]

-- mysql
select r.`total`, r.`order_id`
from (
select * from legacy -- all
) r
where 1 = 0
order by r.`order_id` asc
limit ?
-- [1001]

-- sqlite
select r."total", r."order_id"
from (
select * from legacy -- all
) r
where 1 = 0
order by r."order_id" asc
limit ?
-- [1001]
