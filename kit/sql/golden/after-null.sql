-- {"keys":"number","plan":{"kind":"rows","columns":["total"],"order":[{"column":"closed_at","direction":"desc"}],"first":5,"after":{"system":"shop","raw":[null,"77"],"decoded":[null,"77"]}}}

-- postgres
select r."total", r."closed_at", r."order_id"
from (
select * from legacy -- all
) r
where (r."closed_at" is null and r."order_id" > $1::int4)
order by r."closed_at" desc nulls last, r."order_id" asc
limit $2
-- ["77",5]

-- mysql
select r.`total`, r.`closed_at`, r.`order_id`
from (
select * from legacy -- all
) r
where (r.`closed_at` is null and r.`order_id` > ?)
order by r.`closed_at` is null, r.`closed_at` desc, r.`order_id` asc
limit ?
-- [77,5]

-- sqlite
select r."total", r."closed_at", r."order_id"
from (
select * from legacy -- all
) r
where (r."closed_at" is null and r."order_id" > ?)
order by r."closed_at" desc nulls last, r."order_id" asc
limit ?
-- [77,5]
