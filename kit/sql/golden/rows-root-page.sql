-- {"keys":"number","plan":{"kind":"rows","columns":["total"],"order":[{"column":"placed_at","direction":"desc"}],"first":20}}

-- postgres
select r."total", r."placed_at", r."order_id"
from (
select * from legacy -- all
) r
order by r."placed_at" desc, r."order_id" asc
limit $1
-- [20]

-- mysql
select r.`total`, r.`placed_at`, r.`order_id`
from (
select * from legacy -- all
) r
order by r.`placed_at` desc, r.`order_id` asc
limit ?
-- [20]

-- sqlite
select r."total", r."placed_at", r."order_id"
from (
select * from legacy -- all
) r
order by r."placed_at" desc, r."order_id" asc
limit ?
-- [20]
