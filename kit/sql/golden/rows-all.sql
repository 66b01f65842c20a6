-- {"keys":"number","plan":{"kind":"rows","columns":["total"]}}

-- postgres
select r."total", r."order_id"
from (
select * from legacy -- all
) r
order by r."order_id" asc
limit $1
-- [1001]

-- mysql
select r.`total`, r.`order_id`
from (
select * from legacy -- all
) r
order by r.`order_id` asc
limit ?
-- [1001]

-- sqlite
select r."total", r."order_id"
from (
select * from legacy -- all
) r
order by r."order_id" asc
limit ?
-- [1001]
