-- {"keys":"number","plan":{"kind":"rows","columns":["total"],"by":{"column":"account_id","keys":["1","2","3"]},"order":[{"column":"placed_at","direction":"desc"}],"first":5}}

-- postgres
select c.*
from unnest($1::int4[]) with ordinality as p(k1, n)
cross join lateral (
select r."total", r."account_id", r."placed_at", r."order_id"
from (
select * from legacy -- all
) r
where r."account_id" = p.k1
order by r."placed_at" desc, r."order_id" asc
limit $2
) c
order by p.n, c."placed_at" desc, c."order_id" asc
limit $3
-- [["1","2","3"],5,1001]

-- mysql
select r.`total`, r.`account_id`, r.`placed_at`, r.`order_id` from (
select r.`total`, r.`account_id`, r.`placed_at`, r.`order_id`, row_number() over (partition by r.`account_id` order by r.`placed_at` desc, r.`order_id` asc) as hub_rank
from (
select * from legacy -- all
) r
where r.`account_id` in (?, ?, ?, ?)
) r
where r.hub_rank <= ?
order by r.hub_rank
limit ?
-- [1,2,3,3,5,1001]

-- sqlite
select r."total", r."account_id", r."placed_at", r."order_id" from (
select r."total", r."account_id", r."placed_at", r."order_id", row_number() over (partition by r."account_id" order by r."placed_at" desc, r."order_id" asc) as hub_rank
from (
select * from legacy -- all
) r
where r."account_id" in (?, ?, ?, ?)
) r
where r.hub_rank <= ?
order by r.hub_rank
limit ?
-- [1,2,3,3,5,1001]
