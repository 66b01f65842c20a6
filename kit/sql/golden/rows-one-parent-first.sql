-- {"keys":"number","plan":{"kind":"rows","columns":["total","status"],"by":{"column":"account_id","keys":["8841"]},"order":[{"column":"placed_at","direction":"desc"}],"first":5}}

-- postgres
select c.*
from unnest($1::int4[]) with ordinality as p(k1, n)
cross join lateral (
select r."total", r."status", r."account_id", r."placed_at", r."order_id"
from (
select * from legacy -- all
) r
where r."account_id" = p.k1
order by r."placed_at" desc, r."order_id" asc
limit $2
) c
order by p.n, c."placed_at" desc, c."order_id" asc
limit $3
-- [["8841"],5,1001]

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
