-- {"keys":"number","plan":{"kind":"rows","columns":["total"],"by":{"column":"order_id","keys":["7"]}}}

-- postgres
select r."total", r."order_id"
from (
select * from legacy -- all
) r
where r."order_id" = $1::int4
order by r."order_id" asc
limit $2
-- ["7",1001]

-- mysql
select r.`total`, r.`order_id`
from (
select * from legacy -- all
) r
where r.`order_id` in (?)
order by r.`order_id` asc
limit ?
-- [7,1001]

-- sqlite
select r."total", r."order_id"
from (
select * from legacy -- all
) r
where r."order_id" in (?)
order by r."order_id" asc
limit ?
-- [7,1001]
