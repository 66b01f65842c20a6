-- {"keys":"number","plan":{"kind":"rows","columns":["total","status"],"by":{"column":"account_id","keys":["8841"]},"order":[{"column":"placed_at","direction":"desc"}],"first":5}}

-- postgres
select r."total", r."status", r."account_id", r."placed_at", r."order_id"
from (
select * from legacy -- all
) r
where r."account_id" = $1::int4
order by r."placed_at" desc, r."order_id" asc
limit $2
-- ["8841",5]

-- mysql
select r.`total`, r.`status`, r.`account_id`, r.`placed_at`, r.`order_id`
from (
select * from legacy -- all
) r
where r.`account_id` in (?)
order by r.`placed_at` desc, r.`order_id` asc
limit ?
-- [8841,5]

-- sqlite
select r."total", r."status", r."account_id", r."placed_at", r."order_id"
from (
select * from legacy -- all
) r
where r."account_id" in (?)
order by r."placed_at" desc, r."order_id" asc
limit ?
-- [8841,5]
